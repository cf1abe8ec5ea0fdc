import type { Files } from '#src/ports/files';
import { type ItemBatch, type KnownPictures, makeBatch } from './item-batch.ts';
import { type KnownRows, rowRecipe } from './known-rows.ts';
import { checkColumns, columnsOf } from './mapping.ts';
import { createNormaliser, type Normalise } from './normalise.ts';
import { createPictureFinder } from './pictures.ts';
import { readRow, readUnlessKnown } from './read-row.ts';
import { recogniseColumns } from './recognise.ts';
import type { IndexOptions } from './report.ts';
import type { OpenSource } from './sources/open.ts';
import { isUnreadable, type UnreadRow } from './sources/row.ts';
import { mapInTurns, rebatch } from './stream.ts';
import type { WebPolicy } from './web-pictures.ts';

const BATCH_ROWS = 500;

export interface ReadOptions extends Pick<IndexOptions, 'map' | 'set' | 'images' | 'onError'> {
  readonly web: WebPolicy;
  readonly known: KnownPictures;
  /** Without it every row is read. */
  readonly knownRows?: KnownRows | undefined;
  /** Milliseconds since 1970: what expired before is gone. */
  readonly now?: number | undefined;
}

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
