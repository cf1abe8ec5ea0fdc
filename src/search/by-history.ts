import type { Filter } from '#src/domain/filter';
import type { QueryPlan, SearchRequest } from '#src/domain/query';
import type { Generation } from '#src/ports/generations';
import { lexicalTokens } from '#src/ranking/bm25f';
import { MEMBER, membership } from '#src/ranking/membership';
import { reach } from '#src/ranking/reach';
import { passMask } from './arrange.ts';
import { type BehaviourView, boostsOwned } from './behaviour.ts';
import { DEPTHS, type LegOutcome } from './retrieve.ts';

/** Items that a history is asked for: many of them have not the words, or not what the filter wants. */
const ASKED = 1000;

/**
 * The leg of a broad query, one that more items match than the lexical leg returns: of the items beyond it those that the
 * shopper's history makes likely and that have the words and pass the filter. Undefined for other queries, and without a
 * history, so that whoever has none gets what everybody gets.
 */
export async function retrieveByHistory(
  view: BehaviourView | undefined,
  request: Pick<SearchRequest, 'owned'>,
  { plan, filter, legs }: { plan: QueryPlan; filter: readonly Filter[]; legs: readonly LegOutcome[] },
  { features }: Pick<Generation, 'features'>,
): Promise<LegOutcome | undefined> {
  const lexical = legs.find(({ signal }) => signal === 'lexical')?.result;
  const isBroad = lexical?.cut === true && lexical.failed === undefined;
  if (!view || !isBroad || view.history.items.length === 0) return undefined;
  const { ids, scores } = reach(view.behaviour, view.history, {
    limit: ASKED,
    skip: new Set(lexical.ids),
    boostsOwned: boostsOwned(view, request),
  });
  const tokens = lexicalTokens(plan.lexical);
  const fields = [...new Set(filter.map(({ field }) => field))];
  const [read, statistics] = await Promise.all([
    features.read(ids, { tokens, labels: fields, numbers: fields }),
    features.statistics(tokens),
  ]);
  const members = membership(plan, read, statistics, []);
  const masks = filter.map((one) => passMask(one, read));
  const scoreOf = new Map(ids.map((id, place) => [id, scores[place]!]));
  const found = read.ids
    .filter((_, row) => members[row] === MEMBER.byWords && masks.every((mask) => mask[row] === 1))
    .slice(0, DEPTHS.history);
  if (found.length === 0) return undefined;
  return {
    signal: 'history',
    result: { ids: found, scores: Float64Array.from(found, (id) => scoreOf.get(id)!), cut: true },
  };
}
