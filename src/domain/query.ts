import type { Arranging } from './arranging.ts';
import type { TextField } from './document.ts';
import type { Filter } from './filter.ts';
import type { Condition, Preference, Recognised } from './understood.ts';

export interface Sort {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** A search as asked, validated. */
export interface SearchRequest {
  readonly text?: string;
  /** An encoded picture (JPEG, PNG, WebP …). */
  readonly image?: Uint8Array;
  readonly user?: string;
  readonly session?: string;
  /** Scope: pushed down into every leg. */
  readonly filter: readonly Filter[];
  /** Clicks on facets: applied to the candidates. */
  readonly refine: readonly Filter[];
  readonly sort?: Sort;
  /** 0..1000. */
  readonly limit: number;
  readonly offset: number;
  /** Names the snapshot whose list is to be replayed. */
  readonly queryId?: string;
  /** Fields to count, or `default` for the catalog's best-covered ones. */
  readonly facets: readonly string[] | 'default';
  readonly group: boolean;
  readonly explain: boolean;
  /** The help of a language model; `on` where one is configured, else `cache`. */
  readonly rewrite?: 'off' | 'cache' | 'on';
  /** How long it is waited for. Milliseconds. */
  readonly rewriteDeadlineMs?: number;
  readonly personalise: boolean;
  /** Default: as shoppers of the catalog do. */
  readonly owned?: 'boost' | 'neutral';
  /** Weights of signals, by name or by `class.name`, instead of the configured ones. */
  readonly weights?: Readonly<Record<string, number>>;
  /** What is left out is as the catalog is configured. */
  readonly arranging?: Partial<Arranging>;
  /** Whether candidates that do not belong (see `membership`) are left out. */
  readonly cutoff: boolean;
  /** `false` takes the text for nothing but words to search by; `true` without it. */
  readonly understand?: boolean;
  /** Pieces of the text that are nothing but words to search by. */
  readonly ignore?: readonly string[];
}

export interface Term {
  readonly token: string;
  /** At least 0; 1 is neutral. */
  readonly weight: number;
}

/** One sub-query over the analysed text. `own-top` divides its scores by the best of them before combining. */
export interface LexicalClause {
  readonly terms: readonly Term[];
  readonly normalise: 'own-top' | 'none';
  /** What its scores are multiplied with before combining, above 0; 1 without it. */
  readonly weight?: number;
}

export interface LexicalQuery {
  readonly clauses: readonly LexicalClause[];
  readonly combine: 'sum' | 'max';
  /** No candidate may hold one of these tokens. */
  readonly mustNot: readonly string[];
}

/** A word of a query as a shopper counts them: an item has it when it has enough of one alternative. */
export interface QueryWord {
  /** Folded, as written: `wh-1000xm4`, `18 volt`. */
  readonly text: string;
  /** Ways to have it: each a list of tokens, never empty, all of them terms of the lexical query. */
  readonly alternatives: readonly (readonly string[])[];
  /** The part of an alternative's tokens, by rarity, that suffices: 1 is all of them; a run of Chinese needs less. */
  readonly share: number;
}

/** A text that the wanted item is like: added to the words inside spaces of what it speaks of. */
export interface LikeText {
  readonly text: string;
  /** What it counts beside the words, which count 1. */
  readonly share: number;
  /** The spaces that it is meant for. */
  readonly holds: 'text' | 'picture';
}

/** Multiplies the score of the candidates that fulfil one of its conditions. */
export interface Adjustment {
  readonly name: string;
  /** Above 0; 1 is neutral. */
  readonly factor: number;
  readonly when: readonly AdjustmentCondition[];
  /** Candidates that fulfil one of these are left as they are. */
  readonly unless?: readonly AdjustmentCondition[];
}

/** That one of the fields holds all of the tokens, which are terms of the lexical query; or that a filter matches. */
export type AdjustmentCondition =
  | { readonly tokens: readonly string[]; readonly fields: readonly TextField[] }
  | { readonly filter: Filter };

/** Which weights a query gets. */
export const QUERY_CLASSES = ['words', 'picture', 'pictureWithWords', 'browse'] as const;
export type QueryClass = (typeof QUERY_CLASSES)[number];

/** A query as understood: what every later stage works from. */
export interface QueryPlan {
  readonly text: string;
  readonly class: QueryClass;
  readonly lexical: LexicalQuery;
  /** Likely titles of the wanted items, searched beside the words; their tokens are terms of `lexical`, of weight 0 at least. */
  readonly likelyTitles?: LexicalQuery;
  /** What membership counts. */
  readonly words: readonly QueryWord[];
  /** Other ways to say the same: an item that has enough words of one of them belongs, too. */
  readonly otherWordings?: readonly (readonly QueryWord[])[];
  /** Normalised identifiers of which one may be an item's own. */
  readonly identifiers: readonly string[];
  /** What the text encoders get. */
  readonly embedText: string;
  /** Texts that the wanted item is not: subtracted inside spaces, e.g. `red` of "not red". */
  readonly excludedTexts: readonly string[];
  /** Texts that the wanted item is: added inside spaces. */
  readonly like?: readonly LikeText[];
  /** What makes candidates likelier or less likely, applied one after the other. */
  readonly adjustments?: readonly Adjustment[];
  /** What an item must pass, as the text says: added to the scope of the request. */
  readonly filters?: readonly Filter[];
  /** What makes an item likelier: the signal `preference`. */
  readonly preferences?: readonly Preference[];
  /** The order that the text asks for; one that the request asks for goes before. */
  readonly sort?: Sort;
  /** What the shopper should know of how the words were taken. */
  readonly notices: readonly string[];
  /** What `query` in the answer shows. */
  readonly understood: UnderstoodQuery;
}

/** `query` in a search answer. */
export interface UnderstoodQuery {
  readonly text: string;
  readonly corrected: string | null;
  readonly expansions: readonly string[];
  readonly filters: readonly Condition[];
  readonly preferences: readonly Condition[];
  readonly excluded: readonly string[];
  readonly sort: Sort | null;
  readonly language: string | null;
  readonly source: 'parser' | 'llm' | 'cache';
  /** Every piece of the text that was taken for more than words, in reading order. */
  readonly recognised?: readonly Recognised[];
}
