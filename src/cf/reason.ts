import type { Content } from './content.ts';
import type { History } from './history.ts';
import { type CfModel, historyNeighbours } from './model.ts';
import type { Part } from './parts.ts';

/**
 * Why an item is recommended, as data:
 * - `again`: the shopper bought it before
 * - `bought-together`: others who had to do with `item` had to do with it; `by` the day: bought within one
 * - `like`: it is like `item`, with which the shopper had to do (`event`: the strongest, where known); `by` what of it
 * - `popular`: many want it now; `category` names where
 * - `trending`: it is wanted more than usual
 * - `seen`: the shopper had to do with it, by which `event`, and when (ISO 8601)
 */
export type RecommendationReason =
  | { readonly kind: 'again' }
  | { readonly kind: 'bought-together'; readonly item: string; readonly event?: string; readonly by?: 'day' }
  | {
      readonly kind: 'like';
      readonly item: string;
      readonly event?: string;
      readonly by?: 'text' | 'picture' | 'shoppers';
    }
  | { readonly kind: 'seen'; readonly event: string; readonly at: string }
  | { readonly kind: 'popular'; readonly category?: string }
  | { readonly kind: 'trending' };

interface ReasonContext {
  readonly model: CfModel;
  readonly content: Content | undefined;
  readonly history: History;
  readonly isOwned: (item: number) => boolean;
  /** Contributions of the parts to the item's score. */
  readonly parts: Readonly<Record<Part, number>>;
}

/** The reason of the part that says most for the item; affinity has no words of its own and goes to its nearest item. */
export function explainRecommendation(item: number, context: ReasonContext): RecommendationReason {
  const { parts, history, isOwned } = context;
  if (isOwned(item) && parts.owned > 0) return { kind: 'again' };
  const together = strongest(history, item, (from) => neighbourSimilarity(context.model, from, item));
  const like = strongest(history, item, (from) => context.content?.similarity(from, item) ?? 0);
  const best = Math.max(parts.together, parts.alike, parts.affinity, parts.popularity);
  if (best === parts.popularity || (together === undefined && like === undefined)) return popular(item, context.model);
  const isTogether = together !== undefined && (like === undefined || parts.together >= parts.alike);
  const because = isTogether ? together : like!;
  const event = history.types[because];
  return {
    kind: isTogether ? 'bought-together' : 'like',
    item: context.model.items.ids[history.items[because]],
    ...(event !== undefined && { event }),
  };
}

/** Place in the history of the other item that says most for this one; undefined when none says anything. */
function strongest(
  { items, weights }: History,
  item: number,
  similarity: (from: number) => number,
): number | undefined {
  let best: number | undefined;
  let most = 0;
  items.forEach((from, n) => {
    const says = from === item ? 0 : weights[n] * similarity(from);
    if (says > most) {
      most = says;
      best = n;
    }
  });
  return best;
}

function neighbourSimilarity(model: CfModel, from: number, item: number): number {
  const neighbours = historyNeighbours(model);
  if (!neighbours) return 0;
  const start = neighbours.offsets[from];
  const at = neighbours.items.subarray(start, neighbours.offsets[from + 1]).indexOf(item);
  return at < 0 ? 0 : neighbours.similarities[start + at];
}

function popular(item: number, { categories, about }: CfModel): RecommendationReason {
  const category = about.categories[categories[item]];
  return { kind: 'popular', ...(category !== undefined && { category }) };
}
