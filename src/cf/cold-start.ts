import { VitrineError } from '#src/errors';
import { choleskyInPlace, dot, gram, solveCholesky } from './dense.ts';
import { createRandom } from './random.ts';
import type { SparseMatrix } from './sparse.ts';

export interface ColdStartOptions {
  /** λ, above 0, per item that is learned from: the ridge is λ · items / 1,000. Default 10. */
  readonly regularisation?: number;
  /** Users an item needs for its own factors to be learned from, and kept; default 3. */
  readonly minUsers?: number;
}

const COLD_START = { regularisation: 10, minUsers: 3 } as const;

/**
 * Factors of items that have too few users, predicted from what they are like: ridge regression from content to the
 * factors of the items that have enough (the linear map of Gantner et al., "Learning Attribute-to-Feature Mappings for
 * Cold-Start Recommendations", 2010):  W = (CᵀC + λI)⁻¹ CᵀY,  ŷ = Wᵀ c.
 *
 * `content` has shape [items][width], rows of unit length or zero; `factors` shape [items][size]; `users` the users of each
 * item. Answers the factors with those of the other items replaced; items without content keep what they have. When
 * nothing can be learned from, all stay.
 */
export function predictColdFactors(
  content: Float32Array,
  factors: Float32Array,
  users: ArrayLike<number>,
  options: ColdStartOptions = {},
): Float32Array {
  const { regularisation, minUsers } = { ...COLD_START, ...options };
  const items = users.length;
  const width = content.length / items || 0;
  const size = factors.length / items || 0;
  if (!(regularisation > 0))
    throw new VitrineError('invalid_configuration', `Cold start cannot work with regularisation ${regularisation}.`);
  const hasContent = (item: number) => content.subarray(item * width, (item + 1) * width).some((value) => value !== 0);
  const warm = range(items).filter((item) => users[item] >= minUsers && hasContent(item));
  const result = factors.slice();
  if (warm.length === 0) return result;
  const map = fitRidge(content, factors, { warm, width, size, ridge: (regularisation * warm.length) / 1000 });
  for (const item of range(items)) {
    if (users[item] >= minUsers || !hasContent(item)) continue;
    for (let f = 0; f < size; f++) result[item * size + f] = dot(content, item * width, map, f * width, width);
  }
  return result;
}

interface Regression {
  readonly warm: readonly number[];
  readonly width: number;
  readonly size: number;
  readonly ridge: number;
}

/** Wᵀ, shape [size][width]. */
function fitRidge(
  content: Float32Array,
  factors: Float32Array,
  { warm, width, size, ridge }: Regression,
): Float64Array {
  const rows = new Float32Array(warm.length * width);
  const map = new Float64Array(size * width);
  warm.forEach((item, n) => {
    rows.set(content.subarray(item * width, (item + 1) * width), n * width);
    for (let f = 0; f < size; f++) {
      const y = factors[item * size + f];
      for (let i = 0; i < width; i++) map[f * width + i] += rows[n * width + i] * y;
    }
  });
  const l = gram(rows, width, ridge);
  choleskyInPlace(l, width);
  for (let f = 0; f < size; f++) solveCholesky(l, width, map.subarray(f * width, (f + 1) * width));
  return map;
}

/**
 * Sparse rows in few dimensions, nearly keeping their inner products: a random projection by signs (Achlioptas,
 * "Database-friendly random projections", 2003). Shape [rows][width].
 */
export function projectRows(
  { rows, columns, offsets, indices, values }: SparseMatrix,
  width: number,
  seed = 1,
): Float32Array {
  const random = createRandom(seed);
  const signs = Int8Array.from({ length: columns * width }, () => (random() < 0.5 ? -1 : 1));
  const scale = 1 / Math.sqrt(width);
  const result = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    for (let at = offsets[row]; at < offsets[row + 1]; at++)
      for (let i = 0; i < width; i++) result[row * width + i] += scale * values[at] * signs[indices[at] * width + i];
  return result;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
