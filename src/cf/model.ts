import type { Factors } from './als.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';
import type { EventCounts } from './interactions.ts';
import type { Neighbours } from './neighbours.ts';
import type { SparseMatrix } from './sparse.ts';

/**
 * What one training learned: users and items numbered once, and everything by these numbers. Whatever could not be
 * trained, or was not asked for, is undefined.
 */
export interface CfModel {
  readonly about: ModelFacts;
  /** None in a published model. */
  readonly users: Dictionary;
  readonly items: Dictionary;
  /** Of ALS, with those of new items predicted from content; or imported. */
  readonly factors: Factors | undefined;
  /** Items that go with an item by behaviour. */
  readonly neighbours: Neighbours | undefined;
  /** Items bought within a day of an item. */
  readonly together: Neighbours | undefined;
  readonly ease: Neighbours | undefined;
  /** Shape [items], at least 0: decayed by a short half-life. */
  readonly popularity: Float64Array;
  /** Shape [items], at least 0. */
  readonly trending: Float64Array;
  /** Shape [items][terms], rows of unit length or empty: what items are like. */
  readonly content: SparseMatrix | undefined;
  /** For each item its category as a number of `about.categories`, or −1; shape [items]. */
  readonly categories: Int32Array;
}

/** What the items of a history say of others: EASE where it was learned, else item neighbours. */
export function historyNeighbours({ ease, neighbours }: Pick<CfModel, 'ease' | 'neighbours'>): Neighbours | undefined {
  return ease ?? neighbours;
}

/**
 * The model as it is published: shoppers are folded in when they come, so their factors would only take room, and who is
 * erased must not live on in it.
 */
export function withoutUsers(model: CfModel): CfModel {
  const { factors } = model;
  return { ...model, users: createDictionary(), factors: factors && { ...factors, users: new Float32Array(0) } };
}

/** Facts of a training, as JSON. */
export interface ModelFacts {
  /** What ages were counted from, milliseconds since 1970. */
  readonly asOf: number;
  readonly events: EventCounts;
  /** Pairs of a user and an item that were learned from. */
  readonly pairs: number;
  /** λ and α of the factors, which fold-in needs. */
  readonly als: { readonly regularisation: number; readonly confidence: number };
  readonly categories: readonly string[];
}
