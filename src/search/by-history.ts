import type { Filter } from '#src/domain/filter';
import type { QueryPlan, QueryWord, SearchRequest } from '#src/domain/query';
import type { Features, LexicalStatistics } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import { lexicalTokens } from '#src/ranking/bm25f';
import { MEMBER, membership } from '#src/ranking/membership';
import { reach } from '#src/ranking/reach';
import { passMask } from './arrange.ts';
import { type BehaviourView, boostsOwned } from './behaviour.ts';
import { DEPTHS, type LegOutcome } from './retrieve.ts';

/** Items that a history is asked for: many of them have not the words, or not what the filter wants. */
const ASKED = 1000;
/** Of the lexical leg so many of its last items are looked at, and so great a part must have the words. */
const LAST = { items: 50, share: 0.5 } as const;

/**
 * The leg of a broad query, of which the lexical leg leaves out items with all of its words: of them those that the shopper's
 * history makes likely and that pass the filter. A query whose last items of the leg have only some of its words is not
 * broad, however many items have one. Undefined for other queries, and without a history, so that whoever has none
 * gets what everybody gets.
 */
export async function retrieveByHistory(
  view: BehaviourView | undefined,
  request: Pick<SearchRequest, 'owned'>,
  { plan, filter, legs }: { plan: QueryPlan; filter: readonly Filter[]; legs: readonly LegOutcome[] },
  { features }: Pick<Generation, 'features'>,
): Promise<LegOutcome | undefined> {
  const lexical = legs.find(({ signal }) => signal === 'lexical')?.result;
  const mayBeBroad = lexical?.cut === true && lexical.failed === undefined;
  if (!view || !mayBeBroad || view.history.items.length === 0) return undefined;
  const { ids, scores } = reach(view.behaviour, view.history, {
    limit: ASKED,
    skip: new Set(lexical.ids),
    boostsOwned: boostsOwned(view, request),
  });
  const last = lexical.ids.slice(-LAST.items);
  const members = await membersAmong([...last, ...ids], plan, filter, features);
  if (last.filter((id) => members.has(id)).length < last.length * LAST.share) return undefined;
  const scoreOf = new Map(ids.map((id, place) => [id, scores[place]!]));
  const found = ids.filter((id) => members.has(id)).slice(0, DEPTHS.history);
  if (found.length === 0) return undefined;
  return {
    signal: 'history',
    result: { ids: found, scores: Float64Array.from(found, (id) => scoreOf.get(id)!), cut: true },
  };
}

/** Those of the items that are there, have every word that the catalog knows, and pass the filter. */
async function membersAmong(
  ids: readonly string[],
  plan: QueryPlan,
  filter: readonly Filter[],
  features: Features,
): Promise<ReadonlySet<string>> {
  const tokens = lexicalTokens(plan.lexical);
  const fields = [...new Set(filter.map(({ field }) => field))];
  const [read, statistics] = await Promise.all([
    features.read(ids, { tokens, labels: fields, numbers: fields }),
    features.statistics(tokens),
  ]);
  // Most of the words would do to belong, but then the words that are left out choose, and they reach far enough.
  const hadBy = knownWords(plan.words, tokens, statistics).map((word) =>
    membership({ lexical: plan.lexical, words: [word] }, read, statistics, []),
  );
  const masks = filter.map((one) => passMask(one, read));
  return new Set(
    read.ids.filter(
      (_, row) => hadBy.every((had) => had[row] === MEMBER.byWords) && masks.every((mask) => mask[row] === 1),
    ),
  );
}

function knownWords(
  words: readonly QueryWord[],
  tokens: readonly string[],
  { documentFrequencies }: LexicalStatistics,
) {
  const isKnown = (token: string) => documentFrequencies[tokens.indexOf(token)]! > 0;
  return words.filter(({ alternatives, share }) =>
    alternatives.some((alternative) => (share < 1 ? alternative.some(isKnown) : alternative.every(isKnown))),
  );
}
