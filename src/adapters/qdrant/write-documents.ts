import type { IndexDocument } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Connection } from './connection.ts';
import { hasAnyOf } from './filter.ts';
import { KEYS } from './keys.ts';
import type { QdrantPoint } from './options.ts';
import { pointsOf } from './points.ts';
import { pictureSpaces } from './schema.ts';
import { type FeatureWriterParts, ORDERING } from './write-features.ts';

export interface DocumentWriterParts extends Omit<FeatureWriterParts, 'reader'> {
  readonly manifest: GenerationManifest;
}

/**
 * Everything of some items, each of them once: records, pictures, of which others go, and last vectors and words with the mark
 * that all is there (`embeddedMark`).
 */
export async function writeDocuments(documents: readonly IndexDocument[], parts: DocumentWriterParts): Promise<void> {
  const { manifest, names, connection, prepare } = parts;
  const average = await prepare(documents);
  const points = documents.map((document) => pointsOf(document, average));
  const records = points.map(({ record }) => record);
  await upsert(connection, names.records, records);
  const items = points.map(({ item }) => item);
  if (pictureSpaces(manifest).length > 0) {
    const pictures = points.flatMap((one) => one.pictures);
    await upsert(connection, names.pictures, pictures);
    await removePictures(parts, items.map(idOf), pictures.map(idOf));
  }
  await upsert(connection, names.items, items);
}

export async function removeItems(points: string[], parts: Omit<DocumentWriterParts, 'prepare'>): Promise<void> {
  const { manifest, names, connection } = parts;
  if (pictureSpaces(manifest).length > 0) await removePictures(parts, points, []);
  for (const collection of [names.items, names.records]) {
    await connection.write('remove items', (client) =>
      client.delete(collection, { wait: true, ordering: ORDERING, points }),
    );
  }
}

/** All pictures of the items but those to keep. */
async function removePictures(
  { names, connection }: Pick<DocumentWriterParts, 'names' | 'connection'>,
  items: readonly string[],
  keep: readonly string[],
): Promise<void> {
  const filter = {
    must: [hasAnyOf(KEYS.item, items)],
    ...(keep.length > 0 && { must_not: [{ has_id: [...keep] }] }),
  };
  await connection.write('remove pictures', (client) =>
    client.delete(names.pictures, { wait: true, ordering: ORDERING, filter }),
  );
}

async function upsert(connection: Connection, collection: string, points: readonly QdrantPoint[]): Promise<void> {
  for (const chunk of chunksOf(points)) {
    await connection.write('write points', (client) =>
      client.upsert(collection, { wait: true, ordering: ORDERING, points: chunk }),
    );
  }
}

/** Numbers of vectors in one request, some 20 bytes each; the server takes 32 MB by default. */
const FLOATS_AT_ONCE = 500_000;
const POINTS_AT_ONCE = 500;

function* chunksOf(points: readonly QdrantPoint[]): Generator<QdrantPoint[]> {
  let chunk: QdrantPoint[] = [];
  let floats = 0;
  for (const point of points) {
    const own = floatsOf(point);
    if (chunk.length > 0 && (floats + own > FLOATS_AT_ONCE || chunk.length >= POINTS_AT_ONCE)) {
      yield chunk;
      chunk = [];
      floats = 0;
    }
    chunk.push(point);
    floats += own;
  }
  if (chunk.length > 0) yield chunk;
}

function floatsOf({ vector }: QdrantPoint): number {
  return Object.values(vector).reduce((sum: number, one: unknown) => sum + (Array.isArray(one) ? one.length : 0), 0);
}

function idOf({ id }: QdrantPoint): string {
  return String(id);
}
