import { type DocumentFeatures, type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import { type FieldValue, labelKey } from '#src/domain/field-value';
import { embeddedMark } from './embedded.ts';
import { itemPoint, picturePoint } from './ids.ts';
import { fieldMarks, fieldName, isNumber, KEYS, valuesByField } from './keys.ts';
import { vectorName } from './names.ts';
import type { QdrantPoint } from './options.ts';
import { type EmbeddedRecord, featureRecord, makeRecord, readPictures } from './record.ts';
import { LEXICAL } from './schema.ts';
import { countTokens, documentVector, type TokenCounts } from './sparse.ts';

/** The points of an item in each of the collections. */
export interface ItemPoints {
  readonly item: QdrantPoint;
  readonly record: QdrantPoint;
  readonly pictures: readonly QdrantPoint[];
}

/** `averageLength` is the weighted length that BM25 takes for the mean of the generation. */
export function pointsOf(document: IndexDocument, averageLength: number): ItemPoints {
  const id = itemPoint(document.id);
  const counts = countTokens(document.tokens);
  const lengths = lengthsOf(document);
  const filtered = filterPayload(document.values);
  const record = makeRecord(document, counts);
  return {
    item: {
      id,
      vector: { ...namedVectors(document.vectors), [LEXICAL]: documentVector(counts, lengths, averageLength) },
      payload: { ...itemPayload(document, counts), [KEYS.embedded]: embeddedMark(record) },
    },
    record: { id, vector: {}, payload: { ...record } },
    pictures: document.pictures.map((picture) => ({
      id: picturePoint(id, picture.number),
      vector: namedVectors(picture.vectors),
      payload: { ...filtered, [KEYS.item]: id },
    })),
  };
}

/** What changes of the points when nothing was embedded anew. */
export interface FeaturePoints {
  readonly id: string;
  readonly itemPayload: Record<string, unknown>;
  readonly record: QdrantPoint;
  readonly lexical: QdrantPoint;
  readonly picturePayload: Record<string, unknown>;
  readonly pictures: readonly string[];
}

/** `known` is of the item's record as it is stored. */
export function featurePointsOf(
  document: DocumentFeatures,
  known: EmbeddedRecord,
  averageLength: number,
): FeaturePoints {
  const id = itemPoint(document.id);
  const counts = countTokens(document.tokens);
  const lexical = documentVector(counts, lengthsOf(document), averageLength);
  return {
    id,
    itemPayload: itemPayload(document, counts),
    record: { id, vector: {}, payload: { ...featureRecord(document, counts), ...known } },
    lexical: { id, vector: { [LEXICAL]: lexical } },
    picturePayload: filterPayload(document.values),
    pictures: readPictures(known.pictures).map(({ number }) => picturePoint(id, number)),
  };
}

function lengthsOf({ tokens }: DocumentFeatures): number[] {
  return TEXT_FIELDS.map((field) => tokens[field].length);
}

function itemPayload(document: DocumentFeatures, counts: TokenCounts) {
  return {
    ...filterPayload(document.values),
    ...countPayload(document.values),
    [KEYS.tokens]: [...counts.keys()],
    [KEYS.lengths]: lengthsOf(document).map((length, place) => `${place}:${length}`),
    [KEYS.identifiers]: document.identifiers,
    [KEYS.sequence]: document.sequence,
  };
}

/** What filters look at, the same on an item and its pictures. */
function filterPayload(values: readonly FieldValue[]) {
  const fields = [...valuesByField(values)];
  const numbers = fields.map(([field, own]) => [fieldName(field), numbersOf(own)] as const);
  const given = numbers.filter(([, own]) => own.length > 0);
  return {
    [KEYS.labels]: [...new Set(values.map(({ field, text }) => labelKey(field, text)))],
    [KEYS.fields]: fields.flatMap(([field, own]) => fieldMarks(field, own)),
    numbers: Object.fromEntries(given.map(([field, own]) => [field, oneOrList(own)])),
  };
}

/** What facets count: values as shown, and the number that stands for the item. */
function countPayload(values: readonly FieldValue[]) {
  const fields = [...valuesByField(values)];
  const texts = fields.map(([field, own]) => [fieldName(field), oneOrList(own.map(({ text }) => text))] as const);
  const numbers = fields.map(([field, own]) => [fieldName(field), numbersOf(own)] as const);
  return {
    values: Object.fromEntries(texts),
    firstNumber: Object.fromEntries(
      numbers.flatMap(([field, [first]]) => (first === undefined ? [] : [[field, String(first)]])),
    ),
  };
}

/** One value stands for itself: for each index the server reads all payloads again, so they are kept small. */
function oneOrList<Value>(values: readonly Value[]): Value | readonly Value[] {
  return values.length === 1 ? values[0]! : values;
}

function numbersOf(values: readonly FieldValue[]): number[] {
  return values.filter(isNumber).map(({ number }) => number!);
}

function namedVectors(vectors: Readonly<Record<string, Float32Array>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(vectors).map(([space, vector]) => [vectorName(space), Array.from(vector)]));
}
