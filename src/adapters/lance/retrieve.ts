import type { Filter } from '#src/domain/filter';
import type { Generation, Leg, LegResult } from '#src/ports/generations';
import { rowsWithIdentifier } from './columns/identifier-hash.ts';
import type { LexicalIndex } from './columns/lexical.ts';
import { type RowTest, rowTest } from './columns/row-filter.ts';
import { checkVectors, type State } from './state.ts';
import { tableOf, vectorColumn } from './table-rows.ts';
import { type Tables, tableFor } from './tables.ts';
import { searchVectors } from './vector-leg.ts';

export interface Sources {
  readonly state: State;
  readonly tables: Tables;
  readonly lexical: LexicalIndex;
}

/** Runs the legs of one query, each with the filter; results in the order of the legs. */
export async function retrieve(
  { state, tables, lexical }: Sources,
  legs: readonly Leg[],
  filter: readonly Filter[],
): ReturnType<Generation['retrieve']> {
  const { columns, manifest } = state;
  const passes = () => rowTest(columns, filter);
  const runLeg = async (leg: Leg): Promise<LegResult> => {
    if (leg.kind === 'identifier') return identifierLeg(state, passes(), leg);
    if (leg.kind === 'lexical') {
      const { rows, scores, cut } = lexical.search(leg.query, passes(), leg.depth);
      return { ids: Array.from(rows, (row) => columns.ids[row]!), scores, cut };
    }
    checkVectors(state, { [leg.space]: leg.vector });
    const each = state.spaces.get(leg.space)!;
    const column = vectorColumn(manifest.spaces, leg.space);
    const place = { table: () => tableFor(tables, tableOf(each.space)), column };
    return searchVectors(state, each, place, { ...leg, passes, isFiltered: filter.length > 0 });
  };
  // Vector legs first: Lance works on them while the others keep this thread busy.
  const order = [...legs.keys()].sort(
    (a, b) => Number(legs[b]!.kind === 'vector') - Number(legs[a]!.kind === 'vector'),
  );
  const results = new Array<LegResult>(legs.length);
  await Promise.all(
    order.map(async (place) => {
      results[place] = await runLeg(legs[place]!);
    }),
  );
  return results;
}

function identifierLeg({ columns }: State, passes: RowTest, leg: Extract<Leg, { kind: 'identifier' }>): LegResult {
  const rows = rowsWithIdentifier(columns, leg.identifiers).filter(passes);
  const found = rows.slice(0, leg.depth);
  return {
    ids: found.map((row) => columns.ids[row]!),
    scores: new Float64Array(found.length).fill(1),
    cut: rows.length > leg.depth,
  };
}
