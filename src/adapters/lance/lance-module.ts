import { createRequire } from 'node:module';
import type * as lancedb from '@lancedb/lancedb';

export type Lance = typeof lancedb;

/**
 * What Lance takes from the environment, once. With fewer threads than this, building an index can wait for itself for
 * ever (measured with two). What a scan reads ahead, and what is kept of rows on their way into partitions, are gigabytes
 * unless they are bounded: an index of a million vectors took 1.2 GB to build, instead of .5.
 */
const SETTINGS = {
  LANCE_CPU_THREADS: 4,
  LANCE_DEFAULT_IO_BUFFER_SIZE: 32 * 2 ** 20,
  LANCE_SHUFFLE_BATCH_BYTES: 4 * 2 ** 20,
} as const;

/**
 * Loads the library, with its settings where the environment has none. Required as apache-arrow is, because a loader of
 * TypeScript may keep modules that are imported apart from those that are required: then there would be two of apache-arrow.
 */
export async function loadLance(): Promise<Lance> {
  for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= String(value);
  return createRequire(import.meta.url)('@lancedb/lancedb') as Lance;
}
