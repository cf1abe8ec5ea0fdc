import type { Fingerprint } from '#src/ports/generations';
import { itemPoint } from './ids.ts';
import { readPictures } from './record.ts';
import type { RecordReader } from './record-reader.ts';

export async function readFingerprints(
  reader: RecordReader,
  ids: readonly string[],
): Promise<Map<string, Fingerprint>> {
  const found = await reader.read(ids.map(itemPoint), ['id', 'textHash', 'pictures']);
  const fingerprints = [...found.values()].map(({ id, textHash, pictures }) => {
    return [id, { textHash, pictures: readPictures(pictures) }] as const;
  });
  return new Map(fingerprints);
}

export async function sampleIds(reader: RecordReader, count: number): Promise<string[]> {
  return (await reader.sample(count, ['id'])).records.map(({ id }) => id);
}
