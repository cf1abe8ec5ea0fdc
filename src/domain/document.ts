import type { FieldValue } from './field-value.ts';
import type { Vectors } from './space.ts';

/** The analysed text fields of an item, in the order in which counts and lengths are stored. */
export const TEXT_FIELDS = ['title', 'brand', 'category', 'attributes', 'description'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** A picture of an item, an entity of its own: searchable by itself, shown as its item. */
export interface Picture {
  /** Place in the item's list of images, from 0. */
  readonly number: number;
  /** Hash of the file's bytes. */
  readonly hash: string;
  /** One vector for each space that holds pictures. */
  readonly vectors: Vectors;
}

/** An item as a generation keeps it for retrieval and scoring: analysed, embedded, nothing to show. */
export interface IndexDocument {
  readonly id: string;
  /** Place of the change in the catalog's log of changes. */
  readonly sequence: number;
  /** Analysed tokens in text order, repeats kept. */
  readonly tokens: Readonly<Record<TextField, readonly string[]>>;
  /** Identifiers (id, sku, gtin, mpn) as `normaliseIdentifier` gives them. */
  readonly identifiers: readonly string[];
  readonly values: readonly FieldValue[];
  /** Hash of the text that was embedded: an equal hash needs no encoding. */
  readonly textHash: string;
  /** One vector for each space that holds text; a text without a vector (no known word) leaves its space out. */
  readonly vectors: Vectors;
  readonly pictures: readonly Picture[];
}

/** All of a document but what was embedded of its item, and what tells that. */
export type DocumentFeatures = Omit<IndexDocument, 'textHash' | 'vectors' | 'pictures'>;
