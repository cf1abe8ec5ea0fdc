/** A named vector space of a catalog. Vectors of one space are compared by cosine; all have unit length. */
export interface Space {
  readonly name: string;
  /** What of an item is embedded in it: its text, or each of its pictures. */
  readonly holds: 'text' | 'picture';
  /** What may be compared with it. Words and pictures can share a space. */
  readonly queriedBy: readonly ('text' | 'picture')[];
  /** Model and revision (a content hash where there is one): another value means reindexing. */
  readonly model: string;
  readonly revision: string;
  readonly dimensions: number;
  /** How the input is prepared, e.g. `title. first sentences`; another recipe means reindexing. */
  readonly recipe: string;
}

export type Vector = Float32Array;
export type Vectors = Readonly<Record<string, Vector>>;
