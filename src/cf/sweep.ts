import { inverse, type Numbers } from './dense.ts';

export type { Numbers } from './dense.ts';

/** Columns that are swept at a time: strips of them stay in the processor's cache. */
const BLOCK = 64;

/**
 * Replaces a positive definite A by −A⁻¹, in place, with the lower triangle alone: the SWEEP operator (Goodnight, "A
 * Tutorial on the SWEEP Operator", 1979) over blocks of columns. Sweeping the columns K with the others R:
 *
 *     A_RR ← A_RR − A_RK · A_KK⁻¹ · A_KR,   A_RK ← A_RK · A_KK⁻¹,   A_KK ← −A_KK⁻¹
 *
 * which keeps the matrix symmetric, so that half of it need not be touched. `a` has shape [size][size].
 */
export function sweepAll(a: Numbers, size: number): void {
  const strip = { u: new Float64Array(size * BLOCK), v: new Float64Array(size * BLOCK) };
  for (let from = 0; from < size; from += BLOCK) sweepBlock(a, size, from, Math.min(BLOCK, size - from), strip);
}

interface Strip {
  /** A_:K before, shape [size][width]. */
  readonly u: Float64Array;
  /** A_:K · A_KK⁻¹, shape [size][width]. */
  readonly v: Float64Array;
}

function sweepBlock(a: Numbers, size: number, from: number, width: number, { u, v }: Strip): void {
  const to = from + width;
  for (let i = 0; i < size; i++)
    for (let k = 0; k < width; k++)
      u[i * width + k] = i >= from + k ? a[i * size + from + k] : a[(from + k) * size + i];
  const pivot = inverse(u.slice(from * width, to * width), width);
  multiplyRows(u, pivot, size, width, v);
  // The rows of K count as zeros in the update, so that it leaves them alone.
  u.fill(0, from * width, to * width);
  subtractProducts(a, size, width, u, v, from, to);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < width; k++) {
      const column = from + k;
      if (i >= from && i < to) {
        if (i >= column) a[i * size + column] = -pivot[(i - from) * width + k];
      } else if (i > column) a[i * size + column] = v[i * width + k];
      else a[column * size + i] = v[i * width + k];
    }
}

/** v = u · square, row by row. */
function multiplyRows(u: Float64Array, square: Float64Array, rows: number, width: number, v: Float64Array): void {
  v.fill(0);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < width; k++) {
      const factor = u[i * width + k];
      if (factor === 0) continue;
      for (let j = 0; j < width; j++) v[i * width + j] += factor * square[k * width + j];
    }
}

/** A_ij −= u_i · v_j for j ≤ i: two rows and two columns at a time; the columns `from` to `to` are left out. */
function subtractProducts(
  a: Numbers,
  size: number,
  width: number,
  u: Float64Array,
  v: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = 0; i < size; i += 2) {
    const hasNext = i + 1 < size;
    if (i >= from && i + 1 < to) continue;
    for (let j = 0; j <= i + 1; j += 2) {
      if (j >= from && j + 1 < to) continue;
      subtractTile(a, size, width, u, v, i, j, hasNext);
    }
  }
}

/** The numbers at (i, j), (i, j + 1), (i + 1, j) and (i + 1, j + 1), as far as they are there. */
function subtractTile(
  a: Numbers,
  size: number,
  width: number,
  u: Float64Array,
  v: Float64Array,
  i: number,
  j: number,
  hasNext: boolean,
): void {
  const u0 = i * width;
  const u1 = hasNext ? u0 + width : u0;
  const v0 = j * width;
  const v1 = j + 1 < size ? v0 + width : v0;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let k = 0; k < width; k++) {
    const a0 = u[u0 + k];
    const a1 = u[u1 + k];
    const b0 = v[v0 + k];
    const b1 = v[v1 + k];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
  }
  const at = i * size + j;
  a[at] -= s00;
  if (v1 !== v0) a[at + 1] -= s01;
  if (u1 === u0) return;
  a[at + size] -= s10;
  if (v1 !== v0) a[at + size + 1] -= s11;
}
