import { setImmediate } from 'node:timers/promises';
import type { Vector } from '#src/domain/space';
import type { TextEncoder } from '#src/ports/encoders';
import type { TextModel } from './text-model.ts';
import { createTokeniser } from './tokenise.ts';

/** Texts between two looks at the event loop: about 3 ms of work, more with long texts. */
const TEXTS_PER_TURN = 256;

/**
 * The static text encoder: a text's vector is the weighted sum of the vectors of its pieces, brought to unit length
 * (`models/lite-text/CARD.md`). Queries and passages are embedded alike.
 */
export function createTextEncoder(model: TextModel): TextEncoder {
  const tokenise = createTokeniser(model.pieces);
  return {
    async encode(texts) {
      const vectors: (Vector | null)[] = [];
      for (const [index, text] of texts.entries()) {
        if (index > 0 && index % TEXTS_PER_TURN === 0) await setImmediate();
        vectors.push(poolTokens(tokenise(text), model));
      }
      return vectors;
    },
  };
}

/** v = sum over tokens t of weight[t] * vector[t], divided by its length; null when there is no length. */
function poolTokens(tokens: readonly number[], { dimensions, vectors, weights }: TextModel): Vector | null {
  const sum = new Float64Array(dimensions);
  for (const token of tokens) {
    const weight = weights[token]!;
    const start = token * dimensions;
    for (let i = 0; i < dimensions; i++) sum[i]! += weight * vectors[start + i]!;
  }
  let squares = 0;
  for (let i = 0; i < dimensions; i++) squares += sum[i]! * sum[i]!;
  if (squares === 0) return null;
  const vector = new Float32Array(dimensions);
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < dimensions; i++) vector[i] = sum[i]! * scale;
  return vector;
}
