import type { Item } from '#src/domain/item';
import type { Fault } from './faults.ts';
import { dependsOnRowOnly, type KnownRow, type KnownRows } from './known-rows.ts';
import type { Normalise } from './normalise.ts';
import { isUnreadable, type SourceRow, type UnreadableRow, type UnreadRow } from './sources/row.ts';

/** What a row gave. */
export interface RowItem {
  readonly place: string;
  readonly item?: Item;
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

export function readUnlessKnown(
  row: UnreadRow,
  { hash, id }: KnownRow,
  { unit, normalise, knownRows }: ReadContext,
): RowItem {
  const place = `${unit} ${row.line}`;
  if (id !== undefined && !knownRows!.isTouched(id)) return { place, unchanged: id, leftOut: [] };
  const read = readRow(row.read(), unit, normalise);
  const about = read.item?.id ?? read.gone;
  if (about !== undefined) knownRows?.touch(about);
  const isWhole = read.item !== undefined && read.leftOut.length === 0 && dependsOnRowOnly(read.item);
  return isWhole ? { ...read, row: hash } : read;
}

/** `normalise` may be missing as long as no row could be read. */
export function readRow(row: SourceRow | UnreadableRow, unit: string, normalise: Normalise | undefined): RowItem {
  const place = `${unit} ${row.line}`;
  if (isUnreadable(row)) return { place, skipped: row, leftOut: [] };
  const normalised = normalise!(row.values);
  if ('gone' in normalised) return { place, gone: normalised.gone, leftOut: [] };
  return 'item' in normalised
    ? { place, item: normalised.item, leftOut: normalised.leftOut }
    : { place, skipped: normalised.fault, leftOut: [], id: normalised.id };
}
