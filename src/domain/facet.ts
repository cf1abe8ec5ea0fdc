/** Values of one field over a list of items, dictionary-encoded: row `i` has the codes at `offsets[i]..offsets[i + 1]`. */
export interface LabelColumn {
  /** Values as shown, by code; no two of them are equal when folded (`foldValue`). A row has a code at most once. */
  readonly dictionary: readonly string[];
  /** Length: rows + 1. */
  readonly offsets: Uint32Array;
  readonly codes: Uint32Array;
}

export interface ValueFacet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}
export interface RangeFacet {
  readonly field: string;
  readonly min: number;
  readonly max: number;
  /** Counts of equally wide bins from `min` to `max`; the last includes its end. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}
export type Facet = ValueFacet | RangeFacet;
