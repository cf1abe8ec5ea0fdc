import {
  type DocumentFeatures,
  type IndexDocument,
  type Picture,
  TEXT_FIELDS,
  type TextField,
} from '#src/domain/document';
import { type FieldValue, fieldValues } from '#src/domain/field-value';
import type { Item } from '#src/domain/item';
import type { Vectors } from '#src/domain/space';
import type { ItemRecord } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { normaliseIdentifier } from '#src/text/identifier';
import { searchedTexts } from './text.ts';

/** What encoders and store gave for an item. */
export interface EncodedParts {
  readonly textHash: string;
  readonly vectors: Vectors;
  readonly pictures: readonly Picture[];
  /** What the item's first picture shows, as further values, e.g. `pictureColour`. */
  readonly labels: readonly FieldValue[];
}

/** An item of record as a generation keeps it. */
export function createDocument(record: ItemRecord, parts: EncodedParts, analyser: Analyser): IndexDocument {
  const { textHash, vectors, pictures, labels } = parts;
  return { ...createFeatures(record, labels, analyser), textHash, vectors, pictures };
}

/** The same without what is embedded. */
export function createFeatures(
  { item, sequence }: ItemRecord,
  labels: readonly FieldValue[],
  analyser: Analyser,
): DocumentFeatures {
  return {
    id: item.id,
    sequence,
    tokens: analyse(item, analyser),
    identifiers: identifiersOf(item),
    values: [...fieldValues(item), ...labels],
  };
}

function analyse(item: Item, analyser: Analyser): Record<TextField, readonly string[]> {
  const texts = searchedTexts(item);
  // Every field of TEXT_FIELDS gets an entry.
  return Object.fromEntries(TEXT_FIELDS.map((field) => [field, analyser.tokens(texts[field])])) as Record<
    TextField,
    string[]
  >;
}

function identifiersOf({ id, sku, gtin = [], mpn }: Item): string[] {
  const texts = [id, sku, ...gtin, mpn].filter((text) => text !== undefined);
  return [...new Set(texts.map(normaliseIdentifier))];
}
