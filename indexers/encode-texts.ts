import type { Vectors } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';

/** The vectors of texts in every space that holds text; a space that has no place for a text is left out of it. */
export async function encodeTexts(texts: readonly string[], encoders: Encoders): Promise<Map<string, Vectors>> {
  const distinct = [...new Set(texts)];
  const encoded = new Map<string, Record<string, Float32Array>>(distinct.map((text) => [text, {}]));
  if (distinct.length === 0) return encoded;
  for (const { name } of encoders.spaces.filter(({ holds }) => holds === 'text')) {
    const vectors = (await encoders.texts.get(name)?.encode(distinct, 'passage')) ?? [];
    for (const [index, vector] of vectors.entries()) if (vector) encoded.get(distinct[index]!)![name] = vector;
  }
  return encoded;
}
