import type { Arranging } from '#src/domain/arranging';
import { fieldValues, foldValue } from '#src/domain/field-value';
import type { RankedItem } from '#src/domain/hit';
import type { Item } from '#src/domain/item';
import type { ItemVectors } from '#src/ports/generations';
import { lessen, POPULARITY_DISCOUNT } from '#src/ranking/lessen';
import { narrowest, vary } from '#src/ranking/vary';

/** First items of a list that are arranged, whatever the limit: a shorter list is the beginning of a longer one. */
export const ARRANGED = 300;

export interface ArrangeListOptions {
  readonly arranging: Pick<Arranging, 'diversity' | 'caps'>;
  readonly itemOf: (id: string) => Item | undefined;
  readonly vectors: (ids: readonly string[]) => Promise<ReadonlyMap<string, ItemVectors>>;
}

/** A recommendation list made diverse and capped; it has the same items. */
export async function arrangeList<Ranked extends RankedItem>(
  ranked: readonly Ranked[],
  { arranging, itemOf, vectors }: ArrangeListOptions,
): Promise<readonly Ranked[]> {
  const { list, moved } = await vary(ranked.slice(0, ARRANGED), {
    arranging,
    idOf: ({ id }) => id,
    scoreOf: ({ score }) => score,
    valuesOf:
      (field) =>
      ({ id }) =>
        valuesIn(itemOf(id), field),
    vectors,
  });
  const told = list.map((one) => {
    const how = moved.get(one);
    return how ? { ...one, moved: how } : one;
  });
  return [...told, ...ranked.slice(ARRANGED)];
}

function valuesIn(item: Item | undefined, field: string): readonly string[] {
  const own = item ? fieldValues(item).flatMap((one) => (one.field === field ? [foldValue(one.text)] : [])) : [];
  return field === 'category' ? narrowest(own, (text) => text) : [...new Set(own)];
}

/** What items lose of their scores: under which name, by item how much of it (0..1, and what it comes from), and how much at most. */
interface Loss {
  readonly name: string;
  readonly raw: Float64Array;
  readonly share: Float64Array;
  readonly weight: number;
}

/**
 * A list with less of what everybody wants: every item loses the part `discount` (0..1) of its score in proportion to its
 * popularity among the list's, and the list is in the order of what is left. `popularityOf` is at least 0.
 */
export function discountList<Ranked extends RankedItem>(
  ranked: readonly Ranked[],
  popularityOf: (id: string) => number,
  discount: number,
): readonly Ranked[] {
  if (discount === 0) return ranked;
  const raw = Float64Array.from(ranked, ({ id }) => Math.log1p(popularityOf(id)));
  const greatest = raw.reduce((most, value) => Math.max(most, value), 0);
  const share = raw.map((value) => (greatest > 0 ? value / greatest : 0));
  return lessenList(ranked, { name: POPULARITY_DISCOUNT, raw, share, weight: discount });
}

/** A list with less of what cannot be had, `shareOf` 0..1: it loses the part `weight` (0..1) of its score, as in searches. */
export function lessUnavailable<Ranked extends RankedItem>(
  ranked: readonly Ranked[],
  shareOf: (id: string) => number,
  weight: number,
): readonly Ranked[] {
  const share = Float64Array.from(ranked, ({ id }) => shareOf(id));
  return lessenList(ranked, { name: 'availability', raw: share, share, weight });
}

function lessenList<Ranked extends RankedItem>(
  ranked: readonly Ranked[],
  { name, raw, share, weight: most }: Loss,
): readonly Ranked[] {
  const { scores, signals } = lessen(
    { scores: Float64Array.from(ranked, ({ score }) => score), signals: [] },
    { name, share, weight: most },
  );
  const [loss] = signals;
  if (!loss) return ranked;
  const { values, weight } = loss;
  const lessened = ranked.map((one, at): Ranked => {
    const reason = { signal: name, raw: raw[at]!, value: values[at]!, weight, contribution: weight * values[at]! };
    return { ...one, score: scores[at]!, why: values[at]! > 0 ? [...one.why, reason] : one.why };
  });
  return lessened.sort((a, b) => b.score - a.score);
}
