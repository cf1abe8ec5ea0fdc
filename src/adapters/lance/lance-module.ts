import { createRequire } from 'node:module';
import type * as lancedb from '@lancedb/lancedb';

export type Lance = typeof lancedb;

/** Fewer threads than this and building an index can wait for itself for ever (measured with two). */
const LEAST_THREADS = '4';

/**
 * Loads the library; its number of threads must be set before. Required as apache-arrow is, because a loader of TypeScript
 * may keep modules that are imported apart from those that are required: then there would be two of apache-arrow.
 */
export async function loadLance(): Promise<Lance> {
  process.env.LANCE_CPU_THREADS ??= LEAST_THREADS;
  return createRequire(import.meta.url)('@lancedb/lancedb') as Lance;
}
