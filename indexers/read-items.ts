import type { Files } from '#src/ports/files';
import type { NewRecord } from '#src/ports/records';
import type { Fault } from './faults.ts';
import { dependsOnRowOnly, type KnownRow, type KnownRows, rowRecipe } from './known-rows.ts';
import { checkColumns, columnsOf } from './mapping.ts';
import { createNormaliser, type Normalise } from './normalise.ts';
import { createPictureFinder, type FindPictures, type KnownPicture } from './pictures.ts';
import { recogniseColumns } from './recognise.ts';
import { createRecord } from './record.ts';
import type { IndexOptions } from './report.ts';
import type { OpenSource } from './sources/open.ts';
import {
  CUT_OFF,
  isUnreadable,
  type SourceRow,
  UNPUBLISHED,
  type UnreadableRow,
  type UnreadRow,
} from './sources/row.ts';
import { mapInTurns, mapLimited, rebatch } from './stream.ts';
import type { WebPolicy } from './web-pictures.ts';

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

const BATCH_ROWS = 500;
const FILES_AT_A_TIME = 32;

export interface ReadOptions extends Pick<IndexOptions, 'map' | 'set' | 'images' | 'onError'> {
  readonly web: WebPolicy;
  readonly known: KnownPictures;
  /** Without it every row is read. */
  readonly knownRows?: KnownRows | undefined;
  /** Milliseconds since 1970: what expired before is gone. */
  readonly now?: number | undefined;
}

/** The pictures that items had before, by id; of items that are new, none. */
export type KnownPictures = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly KnownPicture[]>>;

/**
 * The items of a source, in batches. With `onError: 'stop'` the first skipped row is the last. What the source's columns
 * were taken for is told to `onNotice`.
 */
export async function* readItems(
  source: OpenSource,
  options: ReadOptions,
  files: Files,
  onNotice: (notice: string) => void,
): AsyncGenerator<ItemBatch> {
  const { images, onError, web, known } = options;
  const findPictures = createPictureFinder(files, { source: source.folder, images }, web);
  let started: Started | undefined;
  for await (const rows of rebatch(source.unread, BATCH_ROWS)) {
    started ??= startNormalising(rows, source, options, onNotice);
    const knownRows = started?.recipe === undefined ? undefined : options.knownRows;
    const kept = (await knownRows?.find(rows, started!.recipe!)) ?? [];
    const read = await mapInTurns(rows, (row, index) =>
      readUnlessKnown(row, kept[index] ?? {}, {
        unit: `${source.name} line`,
        normalise: started?.normalise,
        knownRows,
      }),
    );
    const end = onError === 'stop' ? read.findIndex(({ skipped }) => skipped) + 1 : 0;
    yield makeBatch(end > 0 ? read.slice(0, end) : read, findPictures, { of: known, ofAll: false });
    if (end > 0) return;
  }
}

interface Started {
  readonly normalise: Normalise;
  /** Undefined where a row does not say all of its item. */
  readonly recipe: string | undefined;
}

/** Decides by the first rows what the columns are; undefined while no row could be read. */
function startNormalising(
  rows: readonly UnreadRow[],
  { name, typed, sameColumns }: OpenSource,
  { map, set, now, images }: ReadOptions,
  onNotice: (notice: string) => void,
): Started | undefined {
  const readable = rows.map((row) => row.read()).flatMap((row) => (isUnreadable(row) ? [] : [row.values]));
  if (readable.length === 0) return undefined;
  const recognised = recogniseColumns(columnsOf(readable), map);
  checkColumns(readable, { name, map: recognised.map, set, sameColumns });
  if (recognised.notice !== undefined) onNotice(`${name}: ${recognised.notice}`);
  return {
    normalise: createNormaliser({ map: recognised.map, set, typed, now }),
    // Pictures of a folder are found by the id of the item.
    recipe: images === undefined ? rowRecipe({ map: recognised.map, set, typed }) : undefined,
  };
}

/** The items of rows that came without a source, e.g. over HTTP. `first`: number of the first row. */
export async function readRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  files: Files,
  known: KnownPictures,
  first = 1,
): Promise<ItemBatch> {
  const normalise = createNormaliser({ map: {}, set: {}, typed: true });
  const read = await mapInTurns(rows, (values, index) => readRow({ line: first + index, values }, 'row', normalise));
  return makeBatch(read, createPictureFinder(files, { source: undefined, images: undefined }), {
    of: known,
    ofAll: true,
  });
}

interface RowItem {
  readonly place: string;
  readonly item?: NewRecord['item'];
  /** Hash of a row that gives the item wholly. */
  readonly row?: string | undefined;
  /** The id of an item that is as the row says. */
  readonly unchanged?: string;
  readonly gone?: string;
  readonly leftOut: readonly Fault[];
  readonly skipped?: Fault;
  readonly id?: string | undefined;
}

interface ReadContext {
  readonly unit: string;
  readonly normalise: Normalise | undefined;
  readonly knownRows: KnownRows | undefined;
}

function readUnlessKnown(row: UnreadRow, { hash, id }: KnownRow, { unit, normalise, knownRows }: ReadContext): RowItem {
  const place = `${unit} ${row.line}`;
  if (id !== undefined && !knownRows!.isTouched(id)) return { place, unchanged: id, leftOut: [] };
  const read = readRow(row.read(), unit, normalise);
  const about = read.item?.id ?? read.gone;
  if (about !== undefined) knownRows?.touch(about);
  const isWhole = read.item !== undefined && read.leftOut.length === 0 && dependsOnRowOnly(read.item);
  return isWhole ? { ...read, row: hash } : read;
}

/** `normalise` may be missing as long as no row could be read. */
function readRow(row: SourceRow | UnreadableRow, unit: string, normalise: Normalise | undefined): RowItem {
  const place = `${unit} ${row.line}`;
  if (isUnreadable(row)) return { place, skipped: row, leftOut: [] };
  const normalised = normalise!(row.values);
  if ('gone' in normalised) return { place, gone: normalised.gone, leftOut: [] };
  return 'item' in normalised
    ? { place, item: normalised.item, leftOut: normalised.leftOut }
    : { place, skipped: normalised.fault, leftOut: [], id: normalised.id };
}

function isUnidentified({ skipped, id }: RowItem): boolean {
  return skipped !== undefined && id === undefined && skipped.reason !== UNPUBLISHED;
}

/** `known.ofAll`: also of items that name no picture. */
async function makeBatch(
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
