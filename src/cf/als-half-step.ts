import { choleskyInPlace, dot, gram, inverse, multiply, solveCholesky } from './dense.ts';
import type { SparseMatrix } from './sparse.ts';

export interface HalfStepSettings {
  readonly factors: number;
  readonly regularisation: number;
  readonly confidence: number;
}

/** Solves for all rows of the matrix with the other side's vectors fixed: `own` in, `own` out, shape [rows][factors]. */
export type HalfStep = (other: Float32Array, own: Float32Array) => void;

/** What solving one row needs of the fixed side Y, beside Y itself. */
interface Fixed {
  readonly y: Float32Array;
  /** YᵀY + λI. */
  readonly gram: Float64Array;
  /** Y · (YᵀY + λI)⁻¹, shape [columns][factors]; undefined where no row is solved by it. */
  readonly projected: Float32Array | undefined;
}

type SolveRow = (row: number, fixed: Fixed, own: Float32Array) => void;

/** Steps of conjugate gradients in each sweep, which start from the vector of the sweep before; Takács' choice. */
const CG_STEPS = 3;
/** A row of so few entries, as a part of the factors, is cheaper solved exactly through its entries. */
const FEW_ENTRIES = 1 / 3;

/**
 * Each row x solves (YᵀY + λI + Σ αr · y yᵀ) x = Σ (1 + αr) · y over its entries. Rows of few entries are solved exactly
 * in the dimension of their entries, by the matrix inversion lemma; the others by conjugate gradients (Takács, Pilászy
 * & Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering", 2011).
 */
export function createHalfStep(matrix: SparseMatrix, settings: HalfStepSettings): HalfStep {
  const { factors, regularisation } = settings;
  const few = fewEntries(matrix, factors);
  const solveFew = createFewSolver(matrix, settings);
  const solveMany = createGradientSolver(matrix, settings);
  return (y, own) => {
    const yty = gram(y, factors, regularisation);
    const projected = few > 0 ? project(y, inverse(yty, factors), factors) : undefined;
    const fixed = { y, gram: yty, projected };
    for (let row = 0; row < matrix.rows; row++) {
      const entries = matrix.offsets[row + 1] - matrix.offsets[row];
      if (entries === 0) own.fill(0, row * factors, (row + 1) * factors);
      else if (entries <= few) solveFew(row, fixed, own);
      else solveMany(row, fixed, own);
    }
  };
}

/** Up to how many entries a row counts as one of few; 0 where projecting all columns costs more than it saves. */
function fewEntries({ rows, columns, offsets }: SparseMatrix, factors: number): number {
  const few = Math.floor(factors * FEW_ENTRIES);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const entries = offsets[row + 1] - offsets[row];
    if (entries > 0 && entries <= few) count++;
  }
  return count * (CG_STEPS + 1) > columns ? few : 0;
}

function project(y: Float32Array, by: Float64Array, factors: number): Float32Array {
  const projected = new Float32Array(y.length);
  const row = new Float64Array(factors);
  const result = new Float64Array(factors);
  for (let from = 0; from < y.length; from += factors) {
    for (let i = 0; i < factors; i++) row[i] = y[from + i];
    multiply(by, factors, row, result);
    projected.set(result, from);
  }
  return projected;
}

/**
 * With G = (YᵀY + λI)⁻¹, S = Y_u G Y_uᵀ and D = diag(αr):  x = G Y_uᵀ z,  (D⁻¹ + S) z = D⁻¹ c,  c = 1 + αr. Small: one
 * equation for each entry.
 */
function createFewSolver(
  { offsets, indices, values }: SparseMatrix,
  { factors, confidence }: HalfStepSettings,
): SolveRow {
  const most = Math.ceil(factors * FEW_ENTRIES);
  const s = new Float64Array(most * most);
  const z = new Float64Array(most);
  const x = new Float64Array(factors);
  return (row, { y, projected }, own) => {
    const from = offsets[row];
    const size = offsets[row + 1] - from;
    for (let i = 0; i < size; i++) {
      const surplus = confidence * values[from + i];
      const at = indices[from + i] * factors;
      for (let j = 0; j <= i; j++) s[i * size + j] = dot(projected!, at, y, indices[from + j] * factors, factors);
      s[i * size + i] += 1 / surplus;
      z[i] = (1 + surplus) / surplus;
    }
    choleskyInPlace(s, size);
    solveCholesky(s, size, z);
    x.fill(0);
    for (let i = 0; i < size; i++) addScaled(x, projected!, indices[from + i] * factors, z[i]);
    own.set(x, row * factors);
  };
}

function createGradientSolver(
  { offsets, indices, values }: SparseMatrix,
  { factors, confidence }: HalfStepSettings,
): SolveRow {
  const [x, residual, direction, image] = Array.from({ length: 4 }, () => new Float64Array(factors));
  return (row, { y, gram: yty }, own) => {
    const from = offsets[row];
    const to = offsets[row + 1];
    const apply = (vector: Float64Array): void => {
      multiply(yty, factors, vector, image);
      for (let at = from; at < to; at++) {
        const column = indices[at] * factors;
        addScaled(image, y, column, confidence * values[at] * dot(y, column, vector, 0, factors));
      }
    };
    for (let i = 0; i < factors; i++) x[i] = own[row * factors + i];
    apply(x);
    for (let i = 0; i < factors; i++) residual[i] = -image[i];
    for (let at = from; at < to; at++) addScaled(residual, y, indices[at] * factors, 1 + confidence * values[at]);
    descend({ x, residual, direction, image }, apply);
    own.set(x, row * factors);
  };
}

interface Descent {
  readonly x: Float64Array;
  readonly residual: Float64Array;
  readonly direction: Float64Array;
  /** What `apply` fills: A · its argument. */
  readonly image: Float64Array;
}

/** CG_STEPS of conjugate gradients (Hestenes & Stiefel 1952); stops where nothing is left to gain. */
function descend({ x, residual, direction, image }: Descent, apply: (vector: Float64Array) => void): void {
  const size = x.length;
  direction.set(residual);
  let norm = dot(residual, 0, residual, 0, size);
  for (let step = 0; step < CG_STEPS && norm > 1e-20; step++) {
    apply(direction);
    const stride = norm / dot(direction, 0, image, 0, size);
    for (let i = 0; i < size; i++) {
      x[i] += stride * direction[i];
      residual[i] -= stride * image[i];
    }
    const before = norm;
    norm = dot(residual, 0, residual, 0, size);
    for (let i = 0; i < size; i++) direction[i] = residual[i] + (norm / before) * direction[i];
  }
}

function addScaled(into: Float64Array, matrix: Float32Array, from: number, scale: number): void {
  for (let i = 0; i < into.length; i++) into[i] += scale * matrix[from + i];
}
