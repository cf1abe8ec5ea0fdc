import { isDeepStrictEqual } from 'node:util';
import type { Picture } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { Vectors } from '#src/domain/space';
import type { Fingerprint, Generation, ItemVectors } from '#src/ports/generations';
import type { ItemRecord } from '#src/ports/records';
import { isSameFile } from './picture-hash.ts';
import { hashText } from './record.ts';
import { embeddingText } from './text.ts';

/** What a generation has of an item already: parts that did not change are taken from here, not encoded again. */
export interface KnownParts {
  readonly textHash: string;
  readonly vectors: Vectors;
  readonly pictures: readonly Picture[];
  /** Values read off the first picture. */
  readonly labels: readonly FieldValue[];
}

/** Attribute of an encoder's labels → field of the items. */
export const LABEL_FIELDS: Readonly<Record<string, string>> = { colour: 'pictureColour' };

/** What a generation has of items: of those of which everything was embedded already, not the vectors. */
export interface Known {
  readonly embedded: ReadonlyMap<string, EmbeddedParts>;
  /** Of the others that it has. */
  readonly parts: ReadonlyMap<string, KnownParts>;
}

/** Of an item of which nothing has to be embedded. */
export interface EmbeddedParts extends Pick<KnownParts, 'labels'> {
  readonly fingerprint: Fingerprint;
}

/**
 * What the generation has of the items. Hashes and vectors come from several calls and must belong together: what another
 * process has written meanwhile counts as not known. `withPictures`: whether pictures are embedded at all.
 */
export async function readKnown(
  records: readonly ItemRecord[],
  generation: Generation,
  { withPictures }: { readonly withPictures: boolean },
): Promise<Known> {
  const fingerprints = await generation.fingerprints(records.map(({ item }) => item.id));
  const present = records.filter(({ item }) => fingerprints.has(item.id));
  if (present.length === 0) return { embedded: new Map(), parts: new Map() };
  const labels = await readLabels(
    present.map(({ item }) => item.id),
    generation,
  );
  const isDone = ({ item, pictures }: ItemRecord) =>
    isEmbedded({ item, pictures: withPictures ? pictures : [] }, fingerprints.get(item.id)!);
  const labelsOf = (id: string) => labels.get(id) ?? [];
  const embedded = present.filter(isDone).map(({ item: { id } }) => {
    return [id, { fingerprint: fingerprints.get(id)!, labels: labelsOf(id) }] as const;
  });
  const others = present.filter((record) => !isDone(record)).map(({ item }) => item.id);
  const parts = [...(await readSteady(others, fingerprints, generation))].map(([id, { text, pictures }]) => {
    return [id, { textHash: fingerprints.get(id)!.textHash, vectors: text, pictures, labels: labelsOf(id) }] as const;
  });
  return { embedded: new Map(embedded), parts: new Map(parts) };
}

/** The vectors of the items of which the fingerprints are still these. */
async function readSteady(
  ids: readonly string[],
  fingerprints: ReadonlyMap<string, Fingerprint>,
  generation: Generation,
): Promise<ReadonlyMap<string, ItemVectors>> {
  if (ids.length === 0) return new Map();
  const vectors = await generation.vectors(ids);
  const after = await generation.fingerprints(ids);
  return new Map([...vectors].filter(([id]) => isDeepStrictEqual(after.get(id), fingerprints.get(id))));
}

/** Whether all that would be embedded of the item is what was: its text, and each of its pictures at its place. */
function isEmbedded({ item, pictures }: Pick<ItemRecord, 'item' | 'pictures'>, known: Fingerprint): boolean {
  return (
    known.pictures.length === pictures.length &&
    known.pictures.every(({ number, hash }, place) => {
      const source = pictures[place]!;
      return source.number === number && isSameFile(hash, source);
    }) &&
    known.textHash === hashText(embeddingText(item))
  );
}

async function readLabels(ids: readonly string[], generation: Generation): Promise<Map<string, FieldValue[]>> {
  const fields = Object.values(LABEL_FIELDS);
  const features = await generation.features.read(ids, { tokens: [], labels: fields, numbers: [], fresh: true });
  const columns = fields.map((field) => ({ field, ...features.labels(field) }));
  return new Map(
    features.ids.map((id, row) => {
      const values = columns.flatMap(({ field, dictionary, offsets, codes }) =>
        Array.from(codes.subarray(offsets[row], offsets[row + 1]), (code) => ({ field, text: dictionary[code]! })),
      );
      return [id, values];
    }),
  );
}
