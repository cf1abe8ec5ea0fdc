import { VitrineError } from '#src/errors';
import { createNeighboursBuilder, type Neighbours } from './neighbours.ts';
import type { SparseMatrix } from './sparse.ts';
import { type Numbers, sweepAll } from './sweep.ts';

export interface EaseOptions {
  /** λ, above 0, default 100 as CF.md's row. */
  readonly regularisation?: number;
  /** Weights kept of each item, default 200. */
  readonly neighbours?: number;
  /** Catalogs beyond it are refused: time grows with the cube, memory with the square. */
  readonly maxItems?: number;
}

const EASE = { regularisation: 100, neighbours: 200, maxItems: 20_000 } as const;

/** Up to here the square matrix is of doubles (800 MB), beyond of single precision (1.6 GB for 20,000 items). */
const DOUBLE_UP_TO = 10_000;

/**
 * EASEᴿ (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019): the item-item weights B with an empty
 * diagonal that minimise ‖X − XB‖² + λ‖B‖² are B_ij = −P_ij / P_jj, where P = (XᵀX + λI)⁻¹. Row i holds what item i in
 * a history says for the items j; the greatest positive weights are kept. X counts pairs, each as 1. n³/2 steps:
 * a minute for 5,000 items, an hour for 20,000. Throws `too_large` beyond `maxItems`.
 */
export function trainEase(byUser: SparseMatrix, options: EaseOptions = {}): Neighbours {
  const { regularisation, neighbours, maxItems } = { ...EASE, ...options };
  const items = byUser.columns;
  if (items > maxItems)
    throw new VitrineError(
      'too_large',
      `EASE takes up to ${maxItems} items and the catalog has ${items}: use als or item.`,
    );
  if (!(regularisation > 0))
    throw new VitrineError(
      'invalid_configuration',
      `EASE cannot work with regularisation ${regularisation}: use more than 0.`,
    );
  const p = cooccurrence(byUser, regularisation);
  sweepAll(p, items);
  const builder = createNeighboursBuilder(items, neighbours);
  const row = new Float64Array(items);
  // Swept, the matrix is −P with its lower triangle filled; the signs cancel in P_ij / P_jj.
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) row[j] = -(j <= i ? p[i * items + j] : p[j * items + i]) / p[j * items + j];
    row[i] = 0;
    builder.add(row);
  }
  return builder.build();
}

/** XᵀX + λI, its lower triangle; shape [items][items]. */
function cooccurrence({ rows, columns, offsets, indices }: SparseMatrix, ridge: number): Numbers {
  const matrix = columns <= DOUBLE_UP_TO ? new Float64Array(columns * columns) : new Float32Array(columns * columns);
  for (let i = 0; i < columns; i++) matrix[i * columns + i] = ridge;
  for (let user = 0; user < rows; user++)
    for (let a = offsets[user]; a < offsets[user + 1]; a++)
      for (let b = offsets[user]; b <= a; b++) matrix[indices[a] * columns + indices[b]]++;
  return matrix;
}
