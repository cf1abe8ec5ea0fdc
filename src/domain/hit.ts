import type { Facet } from './facet.ts';
import type { UnderstoodQuery } from './query.ts';

/** Why a hit stands where it stands: `contribution` = `weight` × `value`; all of them add up to the score. */
export interface Reason {
  readonly signal: string;
  /** As measured: a BM25F score, a cosine. */
  readonly raw: number;
  /** Normalised to 0..1 over the candidates. */
  readonly value: number;
  readonly weight: number;
  readonly contribution: number;
}

/** What may put a hit on another place than its score. */
export type Rearrangement = 'diversity' | 'cap';

/** That a hit does not stand where its score puts it. */
export interface Moved {
  /** The place by score, from 1. */
  readonly from: number;
  /** What moved it, or those that were before it. */
  readonly by: readonly Rearrangement[];
}

/** A place in a ranked list: what a page is made of. */
export interface RankedItem {
  readonly id: string;
  readonly score: number;
  readonly why: readonly Reason[];
  /** The legs that found it. */
  readonly legs?: readonly string[];
  readonly moved?: Moved;
}

export interface Hit {
  readonly id: string;
  readonly score: number;
  readonly item: Readonly<Record<string, unknown>>;
  /** Field → text with the matched words between `<mark>` and `</mark>`, everything else HTML-escaped. */
  readonly highlights: Readonly<Record<string, string>>;
  readonly why?: readonly Reason[];
  /** There with `why`: the legs that found it, e.g. `lexical`, `text`, `history`. */
  readonly legs?: readonly string[];
  /** There with `why`: words of the search that only what was generated for the item has, as its shop would not say them. */
  readonly generated?: readonly string[];
  /** There with `why` where the list is not in the order of the scores. */
  readonly moved?: Moved;
}

export interface Total {
  readonly value: number;
  /** `gte` when a leg was cut by its depth: there are at least so many, and pages end there. */
  readonly relation: 'eq' | 'gte';
}

/** Milliseconds by stage. */
export interface Took {
  readonly total: number;
  readonly understand: number;
  readonly embed: number;
  readonly retrieve: number;
  readonly score: number;
}

export interface SearchPage {
  readonly queryId: string;
  readonly query: UnderstoodQuery;
  readonly total: Total;
  readonly hits: readonly Hit[];
  readonly facets: readonly Facet[];
  readonly notices: readonly string[];
  readonly took: Took;
}
