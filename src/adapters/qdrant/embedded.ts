import { hash } from 'node:crypto';
import type { Fingerprint } from '#src/ports/generations';
import type { Connection } from './connection.ts';
import { itemPoint } from './ids.ts';
import { KEYS } from './keys.ts';
import type { CollectionNames } from './names.ts';
import { EMBEDDED, type EmbeddedRecord, readPictures } from './record.ts';
import { type RecordReader, readPayloads } from './record-reader.ts';

export interface EmbeddedParts {
  readonly connection: Connection;
  readonly names: CollectionNames;
  readonly reader: RecordReader;
}

/** What an item's point bears, which is written last: that all is there that its record tells of. */
export function embeddedMark({ textHash, pictures }: Pick<EmbeddedRecord, 'textHash' | 'pictures'>): string {
  return hash('sha1', JSON.stringify([textHash, pictures])).slice(0, MARK_DIGITS);
}

const MARK_DIGITS = 16;

/**
 * What of items was embedded, by point. Items of which not all was written, because the process that wrote them ended in
 * between, are left out as if they were not there: they have to be written whole.
 */
export async function readEmbedded(
  { connection, names, reader }: EmbeddedParts,
  points: readonly string[],
): Promise<Map<string, EmbeddedRecord>> {
  const [records, marks] = await Promise.all([
    reader.read(points, EMBEDDED),
    readPayloads<{ readonly [KEYS.embedded]?: string }>(connection, names.items, points, [KEYS.embedded]),
  ]);
  const isWhole = ([point, record]: [string, EmbeddedRecord]) =>
    marks.get(point)?.[KEYS.embedded] === embeddedMark(record);
  return new Map([...records].filter(isWhole));
}

/** As `Generation.fingerprints`. */
export async function readFingerprints(
  parts: EmbeddedParts,
  ids: readonly string[],
): Promise<Map<string, Fingerprint>> {
  const found = await readEmbedded(parts, ids.map(itemPoint));
  return new Map(
    ids.flatMap((id) => {
      const own = found.get(itemPoint(id));
      return own ? [[id, { textHash: own.textHash, pictures: readPictures(own.pictures) }] as const] : [];
    }),
  );
}
