import type { Picture } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { Vectors } from '#src/domain/space';
import type { Generation } from '#src/ports/generations';

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

/**
 * The known parts of those ids that the generation has. Nothing may be written meanwhile: the hashes and the vectors
 * come from two calls and must belong together.
 */
export async function readKnown(ids: readonly string[], generation: Generation): Promise<Map<string, KnownParts>> {
  const fingerprints = await generation.fingerprints(ids);
  const present = ids.filter((id) => fingerprints.has(id));
  if (present.length === 0) return new Map();
  const vectors = await generation.vectors(present);
  const labels = await readLabels(present, generation);
  return new Map(
    present.flatMap((id) => {
      const stored = vectors.get(id);
      const textHash = fingerprints.get(id)!.textHash;
      if (!stored) return [];
      return [
        [id, { textHash, vectors: stored.text, pictures: stored.pictures, labels: labels.get(id) ?? [] }] as const,
      ];
    }),
  );
}

async function readLabels(ids: readonly string[], generation: Generation): Promise<Map<string, FieldValue[]>> {
  const fields = Object.values(LABEL_FIELDS);
  const features = await generation.features.read(ids, { tokens: [], labels: fields, numbers: [] });
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
