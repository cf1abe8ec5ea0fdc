import type { Files } from '#src/ports/files';
import type { NewRecord } from '#src/ports/records';
import { checkColumns } from './mapping.ts';
import { createNormaliser, type Normalise } from './normalise.ts';
import { createPictureFinder, type FindPictures } from './pictures.ts';
import { createRecord } from './record.ts';
import type { Fault, IndexOptions } from './report.ts';
import type { OpenSource } from './sources/open.ts';
import { CUT_OFF, isUnreadable, type SourceRow, type UnreadableRow } from './sources/row.ts';
import { mapLimited, rebatch } from './stream.ts';

/** A fault and the row it is about, e.g. `products.csv line 7`. */
export interface PlacedFault {
  readonly place: string;
  readonly fault: Fault;
}

/** What a batch of rows gave: `rows` = records + skipped. */
export interface ItemBatch {
  readonly rows: number;
  /** In the order of the rows; ids may repeat. */
  readonly records: readonly NewRecord[];
  readonly skipped: readonly PlacedFault[];
  /** Ids of skipped rows that have one: their items are in the source all the same. */
  readonly skippedIds: readonly string[];
  readonly leftOut: readonly PlacedFault[];
  /** Items with pictures on the web. */
  readonly remote: number;
  /** Whether the source ends too early. */
  readonly cutOff: boolean;
}

const BATCH_ROWS = 500;
const FILES_AT_A_TIME = 32;

export type ReadOptions = Pick<IndexOptions, 'map' | 'set' | 'images' | 'onError'>;

/** The items of a source, in batches. With `onError: 'stop'` the first skipped row is the last. */
export async function* readItems(source: OpenSource, options: ReadOptions, files: Files): AsyncGenerator<ItemBatch> {
  const { map, set, images, onError } = options;
  const normalise = createNormaliser({ map, set, typed: source.typed });
  const findPictures = createPictureFinder(files, { source: source.folder, images });
  let checked = false;
  for await (const rows of rebatch(source.rows, BATCH_ROWS)) {
    if (!checked) {
      const readable = rows.filter((row): row is SourceRow => !isUnreadable(row)).map(({ values }) => values);
      checkColumns(readable, { name: source.name, map, set, sameColumns: source.sameColumns });
      checked = readable.length > 0;
    }
    const read = rows.map((row) => readRow(row, `${source.name} line`, normalise));
    const end = onError === 'stop' ? read.findIndex(({ skipped }) => skipped) + 1 : 0;
    yield makeBatch(end > 0 ? read.slice(0, end) : read, findPictures);
    if (end > 0) return;
  }
}

/** The items of rows that came without a source, e.g. over HTTP. */
export function readRows(rows: readonly Readonly<Record<string, unknown>>[], files: Files): Promise<ItemBatch> {
  const normalise = createNormaliser({ map: {}, set: {}, typed: true });
  const read = rows.map((values, index) => readRow({ line: index + 1, values }, 'row', normalise));
  return makeBatch(read, createPictureFinder(files, { source: undefined, images: undefined }));
}

interface RowItem {
  readonly place: string;
  readonly item?: NewRecord['item'];
  readonly leftOut: readonly Fault[];
  readonly skipped?: Fault;
  readonly id?: string | undefined;
}

function readRow(row: SourceRow | UnreadableRow, unit: string, normalise: Normalise): RowItem {
  const place = `${unit} ${row.line}`;
  if (isUnreadable(row)) return { place, skipped: row, leftOut: [] };
  const normalised = normalise(row.values);
  return 'item' in normalised
    ? { place, item: normalised.item, leftOut: normalised.leftOut }
    : { place, skipped: normalised.fault, leftOut: [], id: normalised.id };
}

async function makeBatch(read: readonly RowItem[], findPictures: FindPictures): Promise<ItemBatch> {
  const items = read.filter((row) => row.item !== undefined);
  const found = await mapLimited(items, FILES_AT_A_TIME, ({ item }) => findPictures(item!));
  const leftOut = items.flatMap(({ place, leftOut }, index) =>
    [...leftOut, ...found[index]!.leftOut].map((fault) => ({ place, fault })),
  );
  return {
    rows: read.length,
    records: items.map(({ item }, index) => createRecord(item!, found[index]!.pictures)),
    skipped: read.flatMap(({ place, skipped }) => (skipped ? [{ place, fault: skipped }] : [])),
    skippedIds: read.flatMap(({ id }) => (id === undefined ? [] : [id])),
    leftOut,
    remote: found.filter(({ remote }) => remote > 0).length,
    cutOff: read.at(-1)?.skipped?.reason === CUT_OFF,
  };
}
