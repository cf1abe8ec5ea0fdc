import type { Space, Vector, Vectors } from '#src/domain/space';

/** Whether a text asks or answers: some models embed the two differently. */
export type TextRole = 'query' | 'passage';

/**
 * Turns texts into vectors of one space.
 * - The result has one entry for each text, in order; every vector has unit length and the space's dimensions.
 * - A text that the model has no words for gives `null`: it has no place in the space and leaves the leg out.
 * - A text's vector does not depend on the texts beside it.
 * - Any number of texts, none included; the adapter makes batches.
 */
export interface TextEncoder {
  encode(texts: readonly string[], role: TextRole): Promise<(Vector | null)[]>;
}

/** What a picture gives: a vector for each space that pictures are compared in, and soft labels by attribute. */
export interface EncodedPicture {
  readonly vectors: Vectors;
  /** Attribute → value → probability, e.g. `{ colour: { red: 0.9 } }`; empty when the model has none. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Turns encoded pictures (JPEG, PNG, WebP, GIF, AVIF bytes) into vectors.
 * - One entry for each picture, in order; a picture that cannot be read is a `VitrineError` `invalid_picture` in
 *   its place and spoils no other.
 * - More pixels than `maxPixels`, or more bytes than `maxBytes`: `invalid_picture`, refused before decoding.
 * - Orientation is honoured, transparency lies on white, an animation is its first frame.
 * - A picture's vectors do not depend on the pictures beside it.
 */
export interface ImageEncoder {
  readonly maxPixels: number;
  readonly maxBytes: number;
  encode(pictures: readonly Uint8Array[]): Promise<(EncodedPicture | Error)[]>;
}

/** The encoders of a preset. `texts` has an entry for every space that words can be compared with. */
export interface Encoders {
  readonly preset: string;
  readonly spaces: readonly Space[];
  readonly texts: ReadonlyMap<string, TextEncoder>;
  /** Null when no space holds pictures. */
  readonly image: ImageEncoder | null;
  close(): Promise<void>;
}
