import { DEFAULT_PICTURE_LIMITS, decodePicture, type PictureLimits } from '#src/adapters/inference/decode';
import type { Space, Vector } from '#src/domain/space';
import type { EncodedPicture, Encoders, TextEncoder } from '#src/ports/encoders';

/** Colours that the fake tells apart; its pictures lie where the colour's name lies in the space `joint`. */
export const FAKE_COLOURS = {
  red: [220, 30, 30],
  green: [30, 160, 60],
  blue: [40, 70, 200],
  yellow: [240, 220, 40],
  black: [10, 10, 10],
  white: [250, 250, 250],
  grey: [128, 128, 128],
  brown: [120, 70, 30],
} as const;

const WORD_DIMENSIONS = 64;
const GRID = 4;

/**
 * Encoders without weights, with the spaces of `lite`, the same everywhere and always. A text is the sum of its
 * words, each a pseudo-random direction; a picture is its 4 × 4 thumbnail in `visual` and the name of its mean colour
 * in `joint`, so "red" finds red pictures. Texts without a letter or digit have no vector.
 */
export function createFakeEncoders(limits: PictureLimits = DEFAULT_PICTURE_LIMITS): Encoders {
  const text: TextEncoder = { encode: async (texts) => texts.map(embedText) };
  return {
    preset: 'fake',
    spaces: [
      space('text', 'text', ['text'], WORD_DIMENSIONS),
      space('joint', 'picture', ['text', 'picture'], WORD_DIMENSIONS),
      space('visual', 'picture', ['picture'], GRID * GRID * 3 + 1),
    ],
    texts: new Map([
      ['text', text],
      ['joint', text],
    ]),
    image: {
      ...limits,
      encode: (pictures) =>
        Promise.all(pictures.map((bytes) => embedPicture(bytes, limits).catch((error: Error) => error))),
    },
    close: async () => {},
  };
}

function space(name: string, holds: Space['holds'], queriedBy: Space['queriedBy'], dimensions: number): Space {
  return { name, holds, queriedBy, model: 'fake', revision: '1', dimensions, recipe: 'fake' };
}

function embedText(text: string): Vector | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  if (!words) return null;
  const sum = new Float32Array(WORD_DIMENSIONS);
  for (const word of words) addDirection(word, sum);
  return normalise(sum);
}

async function embedPicture(bytes: Uint8Array, limits: PictureLimits): Promise<EncodedPicture> {
  const pixels = await decodePicture(bytes, limits, { resize: { width: GRID, height: GRID, fit: 'fill' } });
  const colour = nearestColour(pixels);
  const visual = normalise(Float32Array.from([...Array.from(pixels, (value) => value / 127.5 - 1), 0.1]));
  return { vectors: { joint: embedText(colour)!, visual }, labels: { colour: { [colour]: 1 } } };
}

function nearestColour(pixels: Uint8Array): string {
  const mean = [0, 1, 2].map(
    (channel) => pixels.filter((_, index) => index % 3 === channel).reduce((a, b) => a + b, 0) / (GRID * GRID),
  );
  const distance = (colour: readonly number[]): number => Math.hypot(...colour.map((value, i) => value - mean[i]!));
  const named = Object.entries(FAKE_COLOURS).map(([name, colour]) => [name, distance(colour)] as const);
  return named.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

/** Adds the word's own direction: a linear congruential generator seeded by the word's FNV-1a hash. */
function addDirection(word: string, sum: Float32Array): void {
  let state = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) state = Math.imul(state ^ word.charCodeAt(i), 0x01000193);
  for (let i = 0; i < sum.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    sum[i]! += state / 2 ** 31;
  }
}

function normalise(vector: Float32Array): Vector {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
