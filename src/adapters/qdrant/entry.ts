import type { Row } from './dictionary.ts';

/** A point that a leg found: the item's own or a picture's, with the version that the server counts its changes by. */
export interface Hit {
  /** The item's point. */
  readonly item: string;
  readonly point: string;
  readonly version: number;
}

/** What is kept of an item. */
export interface Entry {
  readonly id: string;
  readonly point: string;
  readonly row: Row;
  readonly readAt: number;
  /** When it was last read or confirmed. */
  checkedAt: number;
  /** When what read or confirmed it was asked for: what this process wrote since is not in it. */
  rightAt: number;
  usedAt: number;
  /** When this process last wrote the item. */
  writtenAt: number;
  /** Of the item's own point; -1 where no leg has named it. */
  version: number;
  /** By points of pictures that were hits. */
  pictureVersions: Map<string, number> | undefined;
  /** Of its texts while it is kept. */
  place: number;
}

/** Before everything. */
export const NEVER = -1;
/** Without a leg that confirms it, a row is trusted for so many milliseconds. */
const TRUSTED_MS = 1_000;
/** Replicas count versions by themselves, so even a row with the right one is not trusted for longer than this. */
const LONGEST_MS = 300_000;
/** The order of use is kept to so many milliseconds: a thousand entries a search take a while to put in order. */
const USED_MS = 10_000;

/** Whether it may be used without a leg that confirms it. */
export function isTrusted({ checkedAt, rightAt, writtenAt }: Entry, time: number): boolean {
  return time - checkedAt < TRUSTED_MS && writtenAt < rightAt;
}

/** Whether the entry was right when the hit was asked for; then it is looked at now. `use` is called now and then. */
export function confirm(
  entry: Entry,
  { point, version }: Hit,
  { time, askedAt }: { readonly time: number; readonly askedAt: number },
  use: (entry: Entry) => void,
): boolean {
  if (time - entry.usedAt >= USED_MS) {
    entry.usedAt = time;
    use(entry);
  }
  if (versionIn(entry, point) !== version || time - entry.readAt >= LONGEST_MS) return false;
  entry.checkedAt = time;
  if (askedAt > entry.rightAt) entry.rightAt = askedAt;
  return true;
}

function versionIn(entry: Entry, point: string): number | undefined {
  return point === entry.point ? entry.version : entry.pictureVersions?.get(point);
}

/** An entry of what was asked for at that time. */
export function newEntry({ id, point, row }: Pick<Entry, 'id' | 'point' | 'row'>, readAt: number): Entry {
  // Named one by one: properties that come by `...` lie apart from the object, and a thousand entries are looked at a search.
  return {
    id,
    point,
    row,
    readAt,
    checkedAt: readAt,
    rightAt: readAt,
    usedAt: readAt,
    writtenAt: NEVER,
    version: -1,
    place: -1,
    pictureVersions: undefined,
  };
}

/** Notes that the entry was read when its item's point, or that of one of its pictures, had at least the hit's version. */
export function noteVersion(entry: Entry, { point, version }: Hit): void {
  if (point === entry.point) {
    entry.version = version;
    return;
  }
  entry.pictureVersions ??= new Map();
  entry.pictureVersions.set(point, version);
}

/** Takes over what the entry before was right for: what was read later is right for it too. */
export function takeVersions(entry: Entry, before: Entry | undefined): void {
  if (!before) return;
  entry.version = before.version;
  entry.pictureVersions = before.pictureVersions;
}
