import type { Facet, LabelColumn } from '#src/domain/facet';
import type { Filter } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';

/** Document frequencies and lengths of a generation, for BM25F. */
export interface LexicalStatistics {
  readonly documents: number;
  /** In the order of the tokens asked for. */
  readonly documentFrequencies: readonly number[];
  /** Mean token count of each of TEXT_FIELDS over all documents. */
  readonly averageLengths: readonly number[];
}

/** Features of candidates; row `i` of everything belongs to `ids[i]`. */
export interface CandidateFeatures {
  /** The ids asked for that the generation has, in the order asked. */
  readonly ids: readonly string[];
  /** Shape [candidate][token][TEXT_FIELDS], occurrences; saturates at 65,535. */
  readonly termCounts: Uint16Array;
  /** Shape [candidate][TEXT_FIELDS], tokens in the field; saturates at 65,535. */
  readonly fieldLengths: Uint16Array;
  /** The column of a field asked for; no codes where no candidate has the field. */
  labels(field: string): LabelColumn;
  /** First number of the field by candidate, NaN where there is none. */
  numbers(field: string): Float64Array;
  /** The different tokens of each title, as a column of them; no codes unless they were asked for. */
  titles(): LabelColumn;
}

export interface FeatureRequest {
  readonly tokens: readonly string[];
  /** Fields that `labels` will be asked for. */
  readonly labels: readonly string[];
  /** Fields that `numbers` will be asked for. */
  readonly numbers: readonly string[];
  /** Whether what any process has written must be seen, however short a time ago; else up to a second may pass. */
  readonly fresh?: boolean;
  /** Whether `titles` will be asked for. */
  readonly titles?: boolean;
}

/** What a field of the catalog is like; a field is a `number` when at least 95 % of its values read as one. */
export interface FieldProfile {
  readonly field: string;
  readonly type: 'text' | 'number';
  /** Items that have the field. */
  readonly items: number;
  /** Values that are not numbers in a field of type `number`. */
  readonly odd: number;
  /** Different values; for scaled-out stores an estimate. */
  readonly distinct: number;
}

export interface BrowseRequest {
  readonly filter: readonly Filter[];
  readonly refine: readonly Filter[];
  /**
   * By the first value of the field: by number if the field is one of numbers, else by folded text (`foldValue`), in
   * UTF-16 order. Missing values come last in either direction; ties by id. Without a sort: newest change first.
   */
  readonly sort?: Sort;
  readonly facets: readonly string[];
}

/** Everything that matches, exactly counted. Each facet ignores the refinements on its own field. */
export interface BrowseResult {
  readonly total: number;
  /** The first `limit` ids after `offset`. */
  ids(offset: number, limit: number): Promise<readonly string[]>;
  readonly facets: readonly Facet[];
}

export interface ValueCount {
  /** In one of the forms that items have. */
  readonly value: string;
  readonly count: number;
}

/**
 * What scoring, facets and sorting need to know of items. The store retrieves; the scorer works from these, so
 * every store gives the same item the same score.
 */
export interface Features {
  /** Unknown tokens have frequency 0. */
  statistics(tokens: readonly string[]): Promise<LexicalStatistics>;
  read(ids: readonly string[], request: FeatureRequest): Promise<CandidateFeatures>;
  /** All fields, the best covered first. */
  fields(): Promise<readonly FieldProfile[]>;
  browse(request: BrowseRequest): Promise<BrowseResult>;
  /**
   * Values of a field with the items that have each, the most frequent first and equally frequent ones by value, at most
   * `limit`; equal values (`foldValue`) are one. A store may know none of a field that it keeps no counts of.
   */
  values(field: string, limit: number): Promise<readonly ValueCount[]>;
  /** Tokens with their document frequency, in no order; the catalog's vocabulary. */
  vocabulary(): AsyncIterable<readonly [token: string, documents: number]>;
}
