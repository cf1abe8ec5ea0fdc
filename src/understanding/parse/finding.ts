import type { Filter } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';
import type { Preference } from '#src/domain/understood';
import type { Place } from './view.ts';

/** What a recogniser made of a piece of the folded text. */
export type Finding = Place & {
  /** Whether the piece is also a word to search by: a colour is, a price is not. */
  readonly keep: boolean;
} & (
    | { readonly kind: 'filter'; readonly filter: Filter }
    | { readonly kind: 'preference'; readonly preference: Preference }
    /** `word` is what is not wanted; items with it are left out when `byWord`, those that the filters let not through always. */
    | {
        readonly kind: 'exclusion';
        readonly word: Place;
        readonly filters: readonly Filter[];
        readonly byWord: boolean;
      }
    | { readonly kind: 'sort'; readonly sort: Sort }
    | { readonly kind: 'filler' }
  );
