import type { Vector } from '#src/domain/space';

/** What the worker is made from. */
export interface TextModelFolder {
  readonly folder: string;
}

/** The vectors of a batch in one piece of memory, which goes from thread to thread without being copied. */
export interface TextVectors {
  /** Shape [texts][dimensions]; zeros where a text has no vector. */
  readonly numbers: Float32Array<ArrayBuffer>;
  /** 1 for texts that have a vector. */
  readonly present: Uint8Array<ArrayBuffer>;
}

export function packVectors(vectors: readonly (Vector | null)[], dimensions: number): TextVectors {
  const numbers = new Float32Array(vectors.length * dimensions);
  const present = new Uint8Array(vectors.length);
  for (const [index, vector] of vectors.entries()) {
    if (!vector) continue;
    numbers.set(vector, index * dimensions);
    present[index] = 1;
  }
  return { numbers, present };
}

export function unpackVectors({ numbers, present }: TextVectors, dimensions: number): (Vector | null)[] {
  return Array.from(present, (isThere, index) =>
    isThere === 1 ? numbers.slice(index * dimensions, (index + 1) * dimensions) : null,
  );
}
