import type { Vector } from '#src/domain/space';
import type { RecordCache } from './record-cache.ts';
import { textSpaces } from './schema.ts';
import { readSimilarities, type SimilarityParts } from './similarities.ts';
import { checkVectors } from './vectors.ts';

export interface CompareParts extends SimilarityParts {
  readonly cache: Pick<RecordCache, 'compare'>;
}

/**
 * As `Generation.similarities`: texts of candidates in memory are compared here, because the way to the server and back takes
 * as long as the rest of a search (docs/decisions/0014); the server compares everything else.
 */
export async function compare(
  parts: CompareParts,
  space: string,
  vector: Vector,
  ids: readonly string[],
): Promise<Float64Array> {
  checkVectors(parts.manifest, { [space]: vector });
  const isOfTexts = textSpaces(parts.manifest).some(({ name }) => name === space);
  if (!isOfTexts) return readSimilarities(parts, space, vector, ids);
  const { cosines, unknown } = parts.cache.compare(space, vector, ids);
  const read = await readSimilarities(
    parts,
    space,
    vector,
    unknown.map((place) => ids[place]!),
  );
  for (const [index, place] of unknown.entries()) cosines[place] = read[index]!;
  return cosines;
}
