import pLimit from 'p-limit';
import type { DocumentFeatures, IndexDocument } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Connection } from './connection.ts';
import { hasAnyOf } from './filter.ts';
import { itemPoint } from './ids.ts';
import { KEYS } from './keys.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantPoint } from './options.ts';
import { pointsOf } from './points.ts';
import type { RecordReader } from './record-reader.ts';
import { pictureSpaces } from './schema.ts';
import { checkVectors } from './vectors.ts';
import { ORDERING, writeFeatures } from './write-features.ts';

export interface Writer {
  write(documents: readonly IndexDocument[]): Promise<void>;
  writeFeatures(documents: readonly DocumentFeatures[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Runs something while no write is under way. */
  alone<Result>(task: () => Promise<Result>): Promise<Result>;
}

export interface WriterParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  /** Told what is about to be written; answers the weighted length that counts as the mean. */
  readonly prepare: (documents: readonly DocumentFeatures[]) => Promise<number>;
  readonly reader: RecordReader;
  /** Told when a write is over, well or not. */
  readonly onWritten: (points: readonly string[], documents: readonly DocumentFeatures[]) => void;
}

/**
 * One write at a time, so that two of one item can't mix. Records come first and go last: whoever finds an item by
 * its vectors or words finds its record as new or newer. Every step may be repeated.
 */
export function createWriter(parts: WriterParts): Writer {
  const { manifest, names, connection, prepare, onWritten } = parts;
  const queue = pLimit(1);
  const hasPictures = pictureSpaces(manifest).length > 0;

  const upsert = async (collection: string, points: readonly QdrantPoint[]): Promise<void> => {
    for (const chunk of chunksOf(points)) {
      await connection.write('write points', (client) =>
        client.upsert(collection, { wait: true, ordering: ORDERING, points: chunk }),
      );
    }
  };
  const writeNow = async (documents: readonly IndexDocument[]): Promise<void> => {
    const average = await prepare(documents);
    const points = documents.map((document) => pointsOf(document, average));
    await upsert(
      names.records,
      points.map(({ record }) => record),
    );
    await upsert(
      names.items,
      points.map(({ item }) => item),
    );
    if (!hasPictures) return;
    const pictures = points.flatMap((one) => one.pictures);
    await upsert(names.pictures, pictures);
    await removePictures(
      points.map(({ item }) => String(item.id)),
      pictures.map(({ id }) => String(id)),
    );
  };
  /** All pictures of the items but those to keep. */
  const removePictures = async (items: readonly string[], keep: readonly string[]): Promise<void> => {
    const filter = {
      must: [hasAnyOf(KEYS.item, items)],
      ...(keep.length > 0 && { must_not: [{ has_id: [...keep] }] }),
    };
    await connection.write('remove pictures', (client) =>
      client.delete(names.pictures, { wait: true, ordering: ORDERING, filter }),
    );
  };
  const removeNow = async (points: string[]): Promise<void> => {
    if (hasPictures) await removePictures(points, []);
    for (const collection of [names.items, names.records]) {
      await connection.write('remove items', (client) =>
        client.delete(collection, { wait: true, ordering: ORDERING, points }),
      );
    }
  };
  return {
    write: async (documents) => {
      for (const { vectors, pictures } of documents) {
        for (const each of [vectors, ...pictures.map((picture) => picture.vectors)]) checkVectors(manifest, each);
      }
      const last = [...new Map(documents.map((document) => [document.id, document])).values()];
      for (let at = 0; at < last.length; at += DOCUMENTS_AT_ONCE) {
        const some = last.slice(at, at + DOCUMENTS_AT_ONCE);
        const points = some.map(({ id }) => itemPoint(id));
        await queue(() => writeNow(some).finally(() => onWritten(points, some)));
      }
    },
    writeFeatures: async (documents) => {
      const last = [...new Map(documents.map((document) => [document.id, document])).values()];
      for (let at = 0; at < last.length; at += DOCUMENTS_AT_ONCE) {
        const some = last.slice(at, at + DOCUMENTS_AT_ONCE);
        const points = some.map(({ id }) => itemPoint(id));
        await queue(() => writeFeatures(some, parts).finally(() => onWritten(points, some)));
      }
    },
    remove: async (ids) => {
      const points = [...new Set(ids)].map(itemPoint);
      for (let at = 0; at < points.length; at += DOCUMENTS_AT_ONCE) {
        const some = points.slice(at, at + DOCUMENTS_AT_ONCE);
        await queue(() => removeNow(some).finally(() => onWritten(some, [])));
      }
    },
    alone: (task) => queue(task),
  };
}

const DOCUMENTS_AT_ONCE = 1_000;
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
