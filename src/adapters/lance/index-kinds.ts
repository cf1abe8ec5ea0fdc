import type { Index } from '@lancedb/lancedb';
import type { Lance } from './lance-module.ts';
import type { Tuning } from './tuning.ts';

export interface TableSize {
  readonly rows: number;
  readonly dimensions: number;
}

/** Whether the index of a column of that size finds all of the nearest. */
export function isExact({ rows, dimensions }: TableSize, { mostFlatFloats }: Tuning): boolean {
  return rows * dimensions <= mostFlatFloats;
}

/** The index for a column of vectors, by its size. */
export function indexFor(lance: Lance, size: TableSize, tuning: Tuning): Index {
  if (isExact(size, tuning)) return flatIndex(lance);
  const { rows, dimensions } = size;
  return rows * dimensions <= tuning.mostGraphFloats ? graphIndex(lance) : codesIndex(lance, rows);
}

/** All vectors side by side: exact, made in a second, searched in 5 ms for 55,000 vectors of 256 numbers. */
export function flatIndex(lance: Lance): Index {
  return lance.Index.ivfFlat({ distanceType: 'l2', numPartitions: 1 });
}

/**
 * HNSW over 8-bit numbers: searched in 2 ms for as many, but takes ten times as long to make, and 2 kB a vector
 * meanwhile. It loses vectors that very many items share, see `index-recall.ts`.
 */
function graphIndex(lance: Lance): Index {
  return lance.Index.hnswSq({ distanceType: 'l2', numPartitions: 1, m: 20, efConstruction: 150 });
}

/** Vectors that lie near each other, in one partition of an index of codes. */
const ROWS_PER_PARTITION = 4_096;
/** Partitions that a search looks into: of 250, these have nearly all of the 200 nearest. */
const LEAST_PROBES = 20;
/** The nearest rows lie in so many times the partitions that they would fill. */
const SPREAD = 4;
const BITS = 7;

/**
 * Partitions of codes (RaBitQ with several bits a number; Gao and Long 2024, Gao et al. 2025): made in a fifth of the
 * time of a graph, in a few hundred megabytes for a million vectors.
 */
function codesIndex(lance: Lance, rows: number): Index {
  const numPartitions = Math.ceil(rows / ROWS_PER_PARTITION);
  return lance.Index.ivfRq({ distanceType: 'l2', numPartitions, numBits: BITS, maxIterations: 20, sampleRate: 64 });
}

/** Partitions to look into for the nearest `limit` rows; the other kinds have one. */
export function probesFor(limit: number): number {
  return Math.max(LEAST_PROBES, Math.ceil((SPREAD * limit) / ROWS_PER_PARTITION));
}
