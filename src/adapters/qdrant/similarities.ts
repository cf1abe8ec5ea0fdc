import type { GenerationManifest } from '#src/domain/generation';
import type { Vector } from '#src/domain/space';
import type { Connection } from './connection.ts';
import { hasAnyOf } from './filter.ts';
import { itemPoint, pictureOf } from './ids.ts';
import { KEYS } from './keys.ts';
import { type CollectionNames, vectorName } from './names.ts';
import type { RecordReader } from './record-reader.ts';

export interface SimilarityParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly reader: RecordReader;
}

/** As `Generation.similarities`; the server compares, no vector comes here. The vector fits its space. */
export async function readSimilarities(
  parts: SimilarityParts,
  space: string,
  vector: Vector,
  ids: readonly string[],
): Promise<Float64Array> {
  const similarities = new Float64Array(ids.length).fill(Number.NaN);
  if (ids.length === 0) return similarities;
  const pointOf = ids.map(itemPoint);
  const points = [...new Set(pointOf)];
  const isOfPictures = parts.manifest.spaces.find(({ name }) => name === space)?.holds === 'picture';
  const request = isOfPictures
    ? { filter: { must: [hasAnyOf(KEYS.item, points)] }, limit: await countPictures(parts.reader, points) }
    : { filter: { must: [{ has_id: points }] }, limit: points.length };
  const found = await parts.connection.read('compare items', (client) =>
    client.query(isOfPictures ? parts.names.pictures : parts.names.items, {
      query: Array.from(vector),
      using: vectorName(space),
      params: { exact: true },
      ...request,
      limit: Math.max(1, request.limit),
    }),
  );
  const best = new Map<string, number>();
  for (const { id, score } of found.points) {
    const item = isOfPictures ? pictureOf(String(id)).item : String(id);
    if (!best.has(item)) best.set(item, score);
  }
  return similarities.map((_, place) => best.get(pointOf[place]!) ?? Number.NaN);
}

async function countPictures(reader: RecordReader, points: readonly string[]): Promise<number> {
  const records = await reader.read(points, ['pictures']);
  return [...records.values()].reduce((sum, { pictures }) => sum + pictures.length, 0);
}
