import type { Item } from '#src/domain/item';
import type { RecordStore } from '#src/ports/records';
import { hashText } from './record.ts';
import { createSeenIds } from './seen.ts';
import type { UnreadRow } from './sources/row.ts';
import { changesWithTime } from './validity.ts';

/**
 * Tells rows that gave an item just as it is: to read, check and compare them again would change nothing. An item that
 * another row of the run is about may change before its row is written, so all its further rows are read.
 */
export interface KnownRows {
  /** By row: its hash, and the id of its item where that is as the row says. */
  find(rows: readonly UnreadRow[], recipe: string): Promise<readonly KnownRow[]>;
  /** Another row than the one known is about the item. */
  touch(id: string): void;
  isTouched(id: string): boolean;
}

export interface KnownRow {
  readonly hash?: string;
  readonly id?: string | undefined;
}

/** Changes whenever rows are read otherwise than before. */
const ROW_VERSION = 4;

export function createKnownRows(catalog: string, records: RecordStore): KnownRows {
  const touched = createSeenIds();
  return {
    find: async (rows, recipe) => {
      const hashes = rows.map((row) => {
        const text = row.text();
        return text === undefined ? undefined : hashText(`${recipe}\n${text}`);
      });
      const asked = hashes.filter((hash) => hash !== undefined);
      const found = await records.idsOfRows(catalog, asked);
      const ids = new Map(asked.map((hash, index) => [hash, found[index]]));
      return hashes.map((hash) => (hash === undefined ? {} : { hash, id: ids.get(hash) }));
    },
    touch: (id) => void touched.add(id),
    isTouched: (id) => touched.has(id),
  };
}

/** What besides its text decides on what a row gives. */
export function rowRecipe(options: { readonly map: object; readonly set: object; readonly typed: boolean }): string {
  return JSON.stringify([ROW_VERSION, options.typed, options.map, options.set]);
}

/** Whether the row alone gives the item: pictures may change without it, and time may end it or its sale. */
export function dependsOnRowOnly(item: Item): boolean {
  return item.images === undefined && !changesWithTime(item);
}
