import { ALS, type AlsOptions, type Factors, trainAls } from './als.ts';
import { type ColdStartOptions, predictColdFactors, projectRows } from './cold-start.ts';
import { tfIdf } from './content.ts';
import { trainEase } from './ease.ts';
import { alignFactors, type ImportedFactors } from './imported-factors.ts';
import { boughtPairs, type Interactions } from './interactions.ts';
import { BOUGHT_TOGETHER, itemNeighbours } from './item-item.ts';
import { keptFactors, keptNeighbours } from './kept-parts.ts';
import type { CfModel } from './model.ts';
import { popularity, trending } from './popularity.ts';
import { drawRows, rowCounts, type SparseMatrix, transpose } from './sparse.ts';

/** What is known of items beside their events. */
export interface ItemContent {
  /** Terms as `itemTerms` gives them; empty where nothing is known. */
  readonly terms: readonly string[];
  readonly category?: string | undefined;
}

export type TrainedPart = 'popularity' | 'item' | 'als' | 'ease';

export interface TrainOptions {
  /** Beside popularity, which is always there; default `item` and `als`. */
  readonly parts?: readonly TrainedPart[];
  readonly als?: AlsOptions;
  /** Pairs that ALS learns from, about: of more, those of every n-th user, and the users get no factors. Default all. */
  readonly factorPairs?: number;
  /** Used in place of ALS; `als` must then say the λ and α that they were trained with, for folding in. */
  readonly imported?: ImportedFactors;
  /** A model of before: what is not learned anew is taken from it, with its λ and α. */
  readonly keep?: CfModel;
  readonly coldStart?: ColdStartOptions;
  /** Called with an item's id; undefined for items that the catalog does not have. */
  readonly content?: (item: string) => ItemContent | undefined;
  readonly onStep?: (step: string) => void;
}

/** Dimensions that terms are projected to for predicting factors. */
const COLD_WIDTH = 256;

/** One model of everything that was asked for. A catalog without events gives one that has popularity 0 everywhere. */
export function trainModel(interactions: Interactions, options: TrainOptions = {}): CfModel {
  const { parts = ['item', 'als'], onStep = () => {} } = options;
  const { byUser, users, items, asOf, events } = interactions;
  const hasEvents = byUser.indices.length > 0;
  const wants = (part: TrainedPart): boolean => hasEvents && parts.includes(part);
  const keepsFactors = options.keep?.factors && !options.imported && !wants('als');
  const als = { ...ALS, ...(keepsFactors ? options.keep?.about.als : options.als) };
  const { keep } = options;
  const kept = (part: 'neighbours' | 'together' | 'ease') => keep && keptNeighbours(keep, part, items);
  onStep('content');
  const known = items.ids.map((id) => options.content?.(id));
  const content = options.content && tfIdf(known.map((one) => one?.terms ?? []));
  const categories = numberCategories(known);
  if (wants('item')) onStep('item');
  const neighbours = wants('item') ? itemNeighbours(interactions) : kept('neighbours');
  const together = wants('item') ? itemNeighbours(boughtPairs(interactions), BOUGHT_TOGETHER) : kept('together');
  const given = options.imported ?? (keepsFactors && keep ? keptFactors(keep) : undefined);
  if (wants('als') && !given) onStep('als');
  const factors = given
    ? importedFactors(given, interactions, content, options.coldStart)
    : wants('als')
      ? learnedFactors(byUser, als, content, options)
      : undefined;
  if (wants('ease')) onStep('ease');
  const ease = wants('ease') ? trainEase(byUser) : kept('ease');
  return {
    about: {
      asOf,
      events,
      pairs: byUser.indices.length,
      als: { regularisation: als.regularisation, confidence: als.confidence },
      categories: categories.names,
    },
    users,
    items,
    factors,
    neighbours,
    together,
    ease,
    popularity: popularity(interactions),
    trending: trending(interactions),
    content,
    categories: categories.codes,
  };
}

/** Items that came without factors get those that their content predicts. */
function importedFactors(
  imported: ImportedFactors,
  interactions: Interactions,
  content: SparseMatrix | undefined,
  options: ColdStartOptions = {},
): Factors {
  const factors = alignFactors(imported, interactions);
  if (!content || content.columns === 0) return factors;
  const given = new Set(imported.items.ids);
  const isKnown = Uint8Array.from(interactions.items.ids, (id) => (given.has(id) ? 1 : 0));
  const items = predictColdFactors(projectRows(content, COLD_WIDTH), factors.items, isKnown, {
    ...options,
    minUsers: 1,
  });
  return { ...factors, items };
}

/** Items of too few users among those that ALS learned from get what their content predicts. */
function learnedFactors(
  byUser: SparseMatrix,
  als: AlsOptions,
  content: SparseMatrix | undefined,
  { factorPairs = Infinity, coldStart }: TrainOptions,
): Factors {
  const drawn = drawRows(byUser, factorPairs);
  const { factors, items, users } = trainAls(drawn, als);
  const ofUsers = drawn === byUser ? users : new Float32Array(0);
  if (!content || content.columns === 0) return { factors, items, users: ofUsers };
  const counts = rowCounts(transpose(drawn));
  const predicted = predictColdFactors(projectRows(content, COLD_WIDTH), items, counts, coldStart);
  return { factors, items: predicted, users: ofUsers };
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
