/** Numbers one after another; rows of a matrix follow each other. */
export type Numbers = Float32Array | Float64Array;

/** Σ a[i] · b[i] over `length` numbers from the given places. Four sums, so that none waits for the one before. */
export function dot(a: Numbers, aFrom: number, b: Numbers, bFrom: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aFrom + i] * b[bFrom + i];
    s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
    s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
    s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
  }
  for (; i < length; i++) s0 += a[aFrom + i] * b[bFrom + i];
  return s0 + s1 + (s2 + s3);
}

/** YᵀY + ridge · I of a matrix Y, shape [rows][width]; shape [width][width]. Four rows at a time. */
export function gram(matrix: Float32Array, width: number, ridge: number): Float64Array {
  const result = new Float64Array(width * width);
  const rows = matrix.length / width;
  const four = new Float64Array(4 * width);
  for (let row = 0; row < rows; row += 4) {
    const filled = Math.min(4, rows - row) * width;
    four.fill(0);
    for (let i = 0; i < filled; i++) four[i] = matrix[row * width + i];
    addOuter(four, width, result);
  }
  for (let i = 0; i < width; i++) {
    result[i * width + i] += ridge;
    for (let j = 0; j < i; j++) result[j * width + i] = result[i * width + j];
  }
  return result;
}

/** Adds the outer products of four rows: the lower triangle, and with odd rows one number beyond it. */
function addOuter(rows: Float64Array, width: number, into: Float64Array): void {
  const second = width;
  const third = 2 * width;
  const fourth = 3 * width;
  for (let i = 0; i < width; i += 2) {
    const k = i + 1 < width ? i + 1 : i;
    const a0 = rows[i];
    const a1 = rows[second + i];
    const a2 = rows[third + i];
    const a3 = rows[fourth + i];
    const b0 = rows[k];
    const b1 = rows[second + k];
    const b2 = rows[third + k];
    const b3 = rows[fourth + k];
    const to = i * width;
    const below = k * width;
    for (let j = 0; j <= k; j++) {
      const r0 = rows[j];
      const r1 = rows[second + j];
      const r2 = rows[third + j];
      const r3 = rows[fourth + j];
      into[to + j] += a0 * r0 + a1 * r1 + (a2 * r2 + a3 * r3);
      if (k > i) into[below + j] += b0 * r0 + b1 * r1 + (b2 * r2 + b3 * r3);
    }
  }
}

/**
 * Cholesky: A = L · Lᵀ in place, L in the lower triangle; `a` has shape [size][size] and needs its lower triangle only.
 * A must be positive definite, as every Gram matrix with a ridge above 0 is; where the ridge is lost in rounding, as much is
 * put in its place.
 */
export function choleskyInPlace(a: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    const jRow = j * size;
    const diagonal = a[jRow + j];
    const pivot = Math.sqrt(Math.max(diagonal * ROUNDING, diagonal - dot(a, jRow, a, jRow, j)));
    a[jRow + j] = pivot;
    for (let i = j + 1; i < size; i++) {
      const iRow = i * size;
      a[iRow + j] = (a[iRow + j] - dot(a, iRow, a, jRow, j)) / pivot;
    }
  }
}

/** What rounding may take from a pivot, as a part of its diagonal. */
const ROUNDING = 1e-14;

/** Solves L · Lᵀ · x = b in place of b, L as `choleskyInPlace` leaves it. */
export function solveCholesky(l: Float64Array, size: number, b: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) b[i] = (b[i] - dot(l, i * size, b, 0, i)) / l[i * size + i];
  for (let i = size - 1; i >= 0; i--) {
    b[i] /= l[i * size + i];
    for (let j = 0; j < i; j++) b[j] -= l[i * size + j] * b[i];
  }
  return b;
}

/** A⁻¹ of a positive definite A, shape [size][size]; A is left as it is. */
export function inverse(a: Float64Array, size: number): Float64Array {
  const l = a.slice();
  choleskyInPlace(l, size);
  const result = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    solveCholesky(l, size, column);
    for (let i = 0; i < size; i++) result[i * size + j] = column[i];
  }
  return result;
}

/** Matrix · vector of a square matrix; into `into`, shape [size]. Four rows at a time. */
export function multiply(a: Float64Array, size: number, vector: Float64Array, into: Float64Array): void {
  let i = 0;
  for (; i + 3 < size; i += 4) {
    const r0 = i * size;
    const r1 = (i + 1) * size;
    const r2 = (i + 2) * size;
    const r3 = (i + 3) * size;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < size; j++) {
      const v = vector[j];
      s0 += a[r0 + j] * v;
      s1 += a[r1 + j] * v;
      s2 += a[r2 + j] * v;
      s3 += a[r3 + j] * v;
    }
    into[i] = s0;
    into[i + 1] = s1;
    into[i + 2] = s2;
    into[i + 3] = s3;
  }
  for (; i < size; i++) into[i] = dot(a, i * size, vector, 0, size);
}
