import type { Filter } from '#src/domain/filter';
import { VitrineError } from '#src/errors';
import type { Generation, Leg, LegResult } from '#src/ports/generations';
import { createFeatures } from './columns/features.ts';
import { rowsWithIdentifier } from './columns/identifier-hash.ts';
import { createLexicalIndex, type LexicalIndex } from './columns/lexical.ts';
import { type RowTest, rowTest } from './columns/row-filter.ts';
import { filterSql } from './filter-sql.ts';
import type { Journal } from './journal.ts';
import type { Lance } from './lance-module.ts';
import { readFingerprints, readVectors } from './lookups.ts';
import { buildIndexes, hasIndex, spacesToIndex, warmIndexes } from './optimise.ts';
import { checkVectors, type State } from './state.ts';
import { tableOf, vectorColumn } from './table-rows.ts';
import { type Tables, tableFor } from './tables.ts';
import { searchVectors } from './vector-leg.ts';
import { createWriter } from './writer.ts';

export interface GenerationParts {
  readonly state: State;
  readonly tables: Tables;
  readonly journal: Journal;
  readonly lance: Lance;
}

/** The generation port over columns in memory, a journal of changes and Lance tables of vectors. */
export async function generationOver({ state, tables, journal, lance }: GenerationParts): Promise<Generation> {
  const { columns, manifest } = state;
  const writer = createWriter(state, tables, journal);
  const lexical = createLexicalIndex(columns);
  for (const each of state.spaces.values()) each.indexed = await hasIndex(state, tables, each);
  // Goes on while the first queries come in; if it fails, they load what they need themselves.
  const warming = warmIndexes(state, tables).catch(() => {});

  const optimise = async (onPhase: (phase: string) => void) => {
    const { spaces, stamp } = await writer.alone(async () => {
      const spaces = await spacesToIndex(state, tables);
      for (const each of spaces) each.retaining = true;
      return { spaces, stamp: state.stamp };
    });
    if (spaces.length > 0) await writer.whileIndexing(() => buildIndexes(state, tables, spaces, lance, onPhase));
    onPhase('saving columns');
    await writer.alone(async () => {
      for (const each of spaces) {
        each.fresh.dropThrough(stamp);
        Object.assign(each, { indexed: true, complete: each.retaining });
      }
      await journal.rotate(state);
    });
  };
  let optimising: Promise<void> | undefined;
  const optimiseOnce = (onPhase: (phase: string) => void): Promise<void> => {
    optimising ??= optimise(onPhase).finally(() => {
      optimising = undefined;
    });
    return optimising;
  };
  const optimiseWhenDue = () => {
    const isDue = [...state.spaces.values()].some(
      ({ indexed, fresh }) => indexed && fresh.floats > state.tuning.mostFreshFloats / 2,
    );
    // Should it fail, everything is still found, only more slowly; the next write tries again.
    if (isDue) optimiseOnce(() => {}).catch(() => {});
  };
  return {
    manifest,
    features: createFeatures(columns),
    count: async () => columns.count,
    write: async (documents) => {
      for (const { vectors, pictures } of documents) {
        for (const each of [vectors, ...pictures.map((picture) => picture.vectors)]) checkVectors(state, each);
      }
      if (documents.length > 0) await writer.submit({ kind: 'write', documents });
      optimiseWhenDue();
    },
    remove: async (ids) => {
      if (ids.length > 0) await writer.submit({ kind: 'remove', ids });
    },
    retrieve: (legs, filter) => retrieve(state, tables, lexical, legs, filter),
    fingerprints: (ids) => readFingerprints(state, tables, ids),
    vectors: (ids) => readVectors(state, tables, ids),
    sample: async (count) => sampleIds(state, count),
    get appliedSequence() {
      return state.sequence;
    },
    commit: (sequence) => writer.submit({ kind: 'commit', sequence }),
    optimise: async (onPhase) => {
      await optimising?.catch(() => {});
      await optimiseOnce(onPhase ?? (() => {}));
    },
    close: async () => {
      await Promise.all([warming, optimising?.catch(() => {})]);
      await writer.alone(() => journal.rotate(state));
      await journal.close();
      tables.close();
    },
  };
}

async function retrieve(
  state: State,
  tables: Tables,
  lexical: LexicalIndex,
  legs: readonly Leg[],
  filter: readonly Filter[],
): Promise<LegResult[]> {
  const passes = rowTest(state.columns, filter);
  const where = filterSql(filter, state.columns, state.manifest.numericFields);
  const runLeg = async (leg: Leg): Promise<LegResult> => {
    if (leg.kind === 'identifier') return identifierLeg(state, passes, leg);
    if (leg.kind === 'lexical') {
      const { rows, scores, total } = lexical.search(leg.query, passes, leg.depth);
      return { ids: Array.from(rows, (row) => state.columns.ids[row]!), scores, cut: total > leg.depth };
    }
    const each = state.spaces.get(leg.space);
    checkVectors(state, { [leg.space]: leg.vector });
    const { space } = each!;
    const place = { table: tableFor(tables, tableOf(space)), column: vectorColumn(state.manifest.spaces, space.name) };
    return searchVectors(state, each!, place, { ...leg, where, passes });
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

function sampleIds({ columns }: State, count: number): string[] {
  const rows = [...columns.ids.keys()].filter((row) => columns.alive[row] === 1);
  const wanted = Math.min(count, rows.length);
  return Array.from({ length: wanted }, (_, i) => columns.ids[rows[Math.floor((i * rows.length) / wanted)]!]!);
}

/** The error for what cannot be opened; the cause stays readable. */
export function incompatible(what: string, cause?: unknown): VitrineError {
  const reason = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : '';
  return new VitrineError('generation_incompatible', `${what}${reason}. Run \`vitrine reindex\` to build a new one.`, {
    cause,
  });
}
