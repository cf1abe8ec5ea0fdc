import type { NewRecord } from '#src/ports/records';
import type { Fault } from './faults.ts';
import type { FindPictures, KnownPicture } from './pictures.ts';
import type { RowItem } from './read-row.ts';
import { createRecord } from './record.ts';
import { CUT_OFF, UNPUBLISHED } from './sources/row.ts';
import { mapInTurns, mapLimited } from './stream.ts';

/** A fault and the row it is about, e.g. `products.csv line 7`. */
export interface PlacedFault {
  readonly place: string;
  readonly fault: Fault;
}

/** What a batch of rows gave: `rows` = records + unchanged + skipped + tombstones. */
export interface ItemBatch {
  readonly rows: number;
  /** In the order of the rows; ids may repeat. */
  readonly records: readonly NewRecord[];
  /** Ids of items that are as their rows say, with nothing left out. */
  readonly unchanged: readonly string[];
  readonly skipped: readonly PlacedFault[];
  /** Ids of skipped rows that have one: their items are in the source all the same. */
  readonly skippedIds: readonly string[];
  /** Skipped rows of which nobody can tell whose they are. */
  readonly unidentified: number;
  readonly leftOut: readonly PlacedFault[];
  /** Items with pictures on the web. */
  readonly remote: number;
  /** Ids of rows that say that their item is gone, unless a later row has it again; to be deleted after the records. */
  readonly gone: readonly string[];
  /** How many rows say so. */
  readonly tombstones: number;
  /** Whether the source ends too early. */
  readonly cutOff: boolean;
}

/** The pictures that items had before, by id; of items that are new, none. */
export type KnownPictures = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly KnownPicture[]>>;

const FILES_AT_A_TIME = 32;

/** `known.ofAll`: also of items that name no picture. */
export async function makeBatch(
  read: readonly RowItem[],
  findPictures: FindPictures,
  known: { readonly of: KnownPictures; readonly ofAll: boolean },
): Promise<ItemBatch> {
  const items = read.filter((row) => row.item !== undefined);
  const asked = items.filter(({ item }) => item!.images || known.ofAll);
  const before = await known.of(asked.map(({ item }) => item!.id));
  const found = await mapLimited(items, FILES_AT_A_TIME, ({ item }) => findPictures(item!, before.get(item!.id)));
  const leftOut = items.flatMap(({ place, leftOut }, index) =>
    [...leftOut, ...found[index]!.leftOut].map((fault) => ({ place, fault })),
  );
  return {
    rows: read.length,
    gone: goneIds(read),
    tombstones: read.filter(({ gone }) => gone !== undefined).length,
    records: await mapInTurns(items, ({ item, row }, index) => createRecord(item!, found[index]!.pictures, row)),
    unchanged: read.flatMap(({ unchanged }) => unchanged ?? []),
    skipped: read.flatMap(({ place, skipped }) => (skipped ? [{ place, fault: skipped }] : [])),
    skippedIds: read.flatMap(({ id }) => (id === undefined ? [] : [id])),
    leftOut,
    remote: found.filter(({ remote }) => remote > 0).length,
    unidentified: read.filter(isUnidentified).length,
    cutOff: read.some(({ skipped }) => skipped?.reason === CUT_OFF),
  };
}

function goneIds(read: readonly RowItem[]): string[] {
  const gone = new Set<string>();
  for (const { gone: id, item, unchanged } of read) {
    const there = item?.id ?? unchanged;
    if (id !== undefined) gone.add(id);
    else if (there !== undefined) gone.delete(there);
  }
  return [...gone];
}

function isUnidentified({ skipped, id }: RowItem): boolean {
  return skipped !== undefined && id === undefined && skipped.reason !== UNPUBLISHED;
}
