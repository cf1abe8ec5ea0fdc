import { tfIdf } from './content.ts';
import { trainEase } from './ease.ts';
import { type FactorOptions, findFactors } from './find-factors.ts';
import { boughtPairs, type Interactions } from './interactions.ts';
import { BOUGHT_TOGETHER, itemNeighbours } from './item-item.ts';
import { keptNeighbours, type NeighbourPart } from './kept-parts.ts';
import type { CfModel } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import { popularity, trending } from './popularity.ts';

/** What is known of items beside their events. */
export interface ItemContent {
  /** Terms as `itemTerms` gives them; empty where nothing is known. */
  readonly terms: readonly string[];
  readonly category?: string | undefined;
}

export type TrainedPart = 'popularity' | 'item' | 'als' | 'ease';

export interface TrainOptions extends FactorOptions {
  /** Beside popularity, which is always there; default `item` and `als`. */
  readonly parts?: readonly TrainedPart[];
  /** Called with an item's id; undefined for items that the catalog does not have. */
  readonly content?: (item: string) => ItemContent | undefined;
  readonly onStep?: (step: string) => void;
}

/** One model of everything that was asked for. A catalog without events gives one that has popularity 0 everywhere. */
export function trainModel(interactions: Interactions, options: TrainOptions = {}): CfModel {
  const { parts = ['item', 'als'], keep, onStep = () => {} } = options;
  const { byUser, users, items, asOf, events } = interactions;
  const wants = (part: TrainedPart): boolean => byUser.indices.length > 0 && parts.includes(part);
  const learned = (part: TrainedPart, name: NeighbourPart, learn: () => Neighbours): Neighbours | undefined => {
    if (!wants(part)) return keep && keptNeighbours(keep, name, items);
    onStep(part);
    return learn();
  };
  onStep('content');
  const { content, categories } = describeItems(items.ids, options.content);
  const neighbours = learned('item', 'neighbours', () => itemNeighbours(interactions));
  const together = learned('item', 'together', () => itemNeighbours(boughtPairs(interactions), BOUGHT_TOGETHER));
  const { als, factors } = findFactors(interactions, content, wants('als'), options);
  const ease = learned('ease', 'ease', () => trainEase(byUser));
  return {
    about: { asOf, events, pairs: byUser.indices.length, als, categories: categories.names },
    ...{ users, items, factors, neighbours, together, ease, content },
    popularity: popularity(interactions),
    trending: trending(interactions),
    categories: categories.codes,
  };
}

function describeItems(ids: readonly string[], contentOf: TrainOptions['content']) {
  const known = ids.map((id) => contentOf?.(id));
  const content = contentOf && tfIdf(known.map((one) => one?.terms ?? []));
  return { content, categories: numberCategories(known) };
}

function numberCategories(known: readonly (ItemContent | undefined)[]) {
  const numbers = new Map<string, number>();
  const codes = Int32Array.from(known, (one) => {
    if (one?.category === undefined) return -1;
    const number = numbers.get(one.category) ?? numbers.size;
    numbers.set(one.category, number);
    return number;
  });
  return { names: [...numbers.keys()], codes };
}
