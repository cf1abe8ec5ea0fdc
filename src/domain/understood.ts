import type { Filter } from './filter.ts';

/** A piece of the text as typed: from `start` to before `end`, in UTF-16 units. */
export type Span = readonly [start: number, end: number];

/** What makes an item likelier without shutting out the others: passing one of the filters, or being low or high in a field. */
export type Preference =
  | { readonly any: readonly Filter[] }
  | { readonly field: string; readonly towards: 'low' | 'high' };

/** A condition that a query was understood to make: a field with one of `any`, `not`, `from` and `to`, or `towards`. */
export interface Condition {
  readonly field: string;
  readonly any?: readonly string[];
  readonly not?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly towards?: 'low' | 'high';
  /** The words that say so, as typed, and their place in the text. */
  readonly text?: string;
  readonly span?: Span;
}

/** A piece of the text that was taken for more than words to search by; what a page can show as a removable chip. */
export interface Recognised {
  readonly kind: 'filter' | 'preference' | 'exclusion' | 'sort' | 'correction';
  readonly text: string;
  readonly span: Span;
  /** What it was taken for, in short: `price:..120`, `-material:Leather`, `price:asc`, the corrected word. */
  readonly as: string;
}
