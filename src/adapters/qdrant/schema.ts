import type { Schemas } from '@qdrant/js-client-rest';
import type { GenerationManifest } from '#src/domain/generation';
import type { Space } from '#src/domain/space';
import { fieldPath, KEYS } from './keys.ts';
import { vectorName } from './names.ts';
import type { QdrantSettings } from './options.ts';

/** The sparse vector of the lexical leg. No space has its name, see `vectorName`. */
export const LEXICAL = 'lexical';

export type CreateCollection = Schemas['CreateCollection'];
export type FieldIndex = Schemas['CreateFieldIndex'];

export function textSpaces({ spaces }: GenerationManifest): Space[] {
  return spaces.filter(({ holds }) => holds === 'text');
}

export function pictureSpaces({ spaces }: GenerationManifest): Space[] {
  return spaces.filter(({ holds }) => holds === 'picture');
}

export function itemsCollection(manifest: GenerationManifest, settings: QdrantSettings): CreateCollection {
  return {
    ...vectorCollection(textSpaces(manifest), settings),
    sparse_vectors: { [LEXICAL]: { modifier: 'idf', index: { on_disk: settings.onDisk } } },
  };
}

export function picturesCollection(manifest: GenerationManifest, settings: QdrantSettings): CreateCollection {
  return vectorCollection(pictureSpaces(manifest), settings);
}

/** Read for every candidate, so it is not left on disk. */
export function recordsCollection(settings: QdrantSettings): CreateCollection {
  return { vectors: {}, on_disk_payload: false, ...spread(settings) };
}

/** What is filtered and counted by, before the first point comes: graphs built later then know of it. */
export function itemIndexes({ numericFields }: GenerationManifest): FieldIndex[] {
  return [
    keyword(KEYS.labels),
    keyword(KEYS.fields),
    keyword(KEYS.tokens),
    keyword(KEYS.lengths),
    keyword(KEYS.identifiers),
    { field_name: KEYS.sequence, field_schema: { type: 'integer', lookup: false, range: true, enable_hnsw: false } },
    ...numericFields.map(numberIndex),
  ];
}

export function pictureIndexes({ numericFields }: GenerationManifest): FieldIndex[] {
  return [keyword(KEYS.item), keyword(KEYS.labels), keyword(KEYS.fields), ...numericFields.map(numberIndex)];
}

/** Numbers of a field, to compare and to sort by. */
export function numberIndex(field: string): FieldIndex {
  return { field_name: fieldPath('numbers', field), field_schema: { type: 'float', enable_hnsw: false } };
}

/** Values or first numbers of a field, to count. */
export function countIndex(map: 'values' | 'firstNumber', field: string): FieldIndex {
  return keyword(fieldPath(map, field));
}

/**
 * Without links of their own in the graphs of vectors: with those, building takes many times as long, and searches
 * under a filter were no quicker for it (measured, see docs/decisions).
 */
function keyword(key: string): FieldIndex {
  return { field_name: key, field_schema: { type: 'keyword', enable_hnsw: false } };
}

function vectorCollection(spaces: readonly Space[], settings: QdrantSettings): CreateCollection {
  const vectors = spaces.map(({ name, dimensions }) => [
    vectorName(name),
    { size: dimensions, distance: 'Cosine' as const, on_disk: settings.onDisk },
  ]);
  return {
    vectors: Object.fromEntries(vectors),
    hnsw_config: { on_disk: settings.onDisk },
    on_disk_payload: true,
    ...(settings.quantisation === 'scalar' && {
      quantization_config: { scalar: { type: 'int8' as const, quantile: 0.99, always_ram: true } },
    }),
    ...spread(settings),
  };
}

function spread({ shards, replicas, writeConsistency }: QdrantSettings) {
  return { shard_number: shards, replication_factor: replicas, write_consistency_factor: writeConsistency };
}
