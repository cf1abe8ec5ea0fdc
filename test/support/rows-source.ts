import type { IndexOptions } from '#indexers/report';
import { writeRows } from './taste-shop.ts';

/** Writes rows into a folder, in place of those before, and answers how they are indexed. */
export function rowsSource(folder: string, rows: readonly object[], catalog = 'default'): IndexOptions {
  writeRows(folder, `${catalog}.jsonl`, rows);
  return {
    catalog,
    sources: [`${catalog}.jsonl`],
    cwd: folder,
    format: 'jsonl',
    map: {},
    set: {},
    prune: false,
    yes: true,
    check: false,
    onError: 'stop',
  };
}
