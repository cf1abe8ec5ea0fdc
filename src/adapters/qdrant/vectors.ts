import type { Schemas } from '@qdrant/js-client-rest';
import type { GenerationManifest } from '#src/domain/generation';
import type { Vectors } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { ItemVectors } from '#src/ports/generations';
import type { Connection } from './connection.ts';
import { itemPoint, picturePoint } from './ids.ts';
import { type CollectionNames, vectorName } from './names.ts';
import { readPictures } from './record.ts';
import type { RecordReader } from './record-reader.ts';
import { pictureSpaces, textSpaces } from './schema.ts';

/** Throws `generation_incompatible` for a vector of no space of the generation or of another length. */
export function checkVectors({ id, spaces }: GenerationManifest, vectors: Vectors): void {
  for (const [name, vector] of Object.entries(vectors)) {
    const space = spaces.find((one) => one.name === name);
    if (space?.dimensions === vector.length) continue;
    const what = space ? `${space.dimensions} dimensions, not ${vector.length}` : 'no such space';
    throw new VitrineError(
      'generation_incompatible',
      `A vector of space "${name}" does not fit generation ${id}: it has ${what}. Run \`vitrine reindex\` to build a new one.`,
    );
  }
}

export interface VectorParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly reader: RecordReader;
}

export async function readVectors(parts: VectorParts, ids: readonly string[]): Promise<Map<string, ItemVectors>> {
  const { manifest, names, reader } = parts;
  const there = [...(await reader.read(ids.map(itemPoint), ['id', 'pictures'])).values()];
  const numbered = there.flatMap((record) =>
    readPictures(record.pictures).map((picture) => ({ ...picture, item: record.id })),
  );
  const pointOf = ({ item, number }: { item: string; number: number }) => picturePoint(itemPoint(item), number);
  const [texts, pictures] = await Promise.all([
    readPoints(
      parts,
      names.items,
      there.map(({ id }) => itemPoint(id)),
      textSpaces(manifest).map(({ name }) => name),
    ),
    readPoints(
      parts,
      names.pictures,
      numbered.map(pointOf),
      pictureSpaces(manifest).map(({ name }) => name),
    ),
  ]);
  const found = new Map(
    there.map(({ id }) => [id, { text: texts.get(itemPoint(id)) ?? {}, pictures: [] as ItemVectors['pictures'] }]),
  );
  for (const { item, number, hash } of numbered) {
    const own = found.get(item)!;
    const vectors = pictures.get(pointOf({ item, number })) ?? {};
    found.set(item, { ...own, pictures: [...own.pictures, { number, hash, vectors }] });
  }
  return found;
}

/** Points that one request asks the vectors of. */
const AT_ONCE = 200;

async function readPoints(
  { connection }: Pick<VectorParts, 'connection'>,
  collection: string,
  points: readonly string[],
  spaces: readonly string[],
): Promise<Map<string, Vectors>> {
  const found = new Map<string, Vectors>();
  if (spaces.length === 0) return found;
  for (let at = 0; at < points.length; at += AT_ONCE) {
    const ids = points.slice(at, at + AT_ONCE);
    const some = await connection.read('read vectors', (client) =>
      client.retrieve(collection, { ids, with_payload: false, with_vector: spaces.map(vectorName) }),
    );
    for (const { id, vector } of some) found.set(String(id), vectorsBySpace(vector, spaces));
  }
  return found;
}

function vectorsBySpace(vector: Schemas['Record']['vector'], spaces: readonly string[]): Vectors {
  const named = (vector ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    spaces.flatMap((space) => {
      const own = named[vectorName(space)];
      return Array.isArray(own) ? [[space, Float32Array.from(own as number[])]] : [];
    }),
  );
}
