import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { DocumentFeatures, IndexDocument } from '#src/domain/document';

/** One entry of the log, in the order in which things happened. */
export type LogEntry =
  | { readonly kind: 'write'; readonly documents: readonly IndexDocument[] }
  /** Of items that are there; the tables have nothing of it. */
  | { readonly kind: 'features'; readonly documents: readonly DocumentFeatures[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  /** Everything before is in the tables. */
  | { readonly kind: 'flushed' }
  | { readonly kind: 'commit'; readonly sequence: number };

/** A file of changes since the last snapshot of the columns. What `append` has written survives a crash. */
export interface ChangeLog {
  /** Length of the file. */
  readonly bytes: number;
  append(entries: readonly LogEntry[]): Promise<void>;
  close(): Promise<void>;
}

/** Each entry: length and checksum (32 bits each, little endian), then the structured clone of the entry. */
const HEADER_BYTES = 8;

/** Begins an empty log in the place of what is there. */
export async function createChangeLog(path: string): Promise<ChangeLog> {
  await rm(path, { force: true });
  return logOver(await open(path, 'a'), 0);
}

/** Opens the log and answers what is in it; an entry cut off by a crash is removed. */
export async function openChangeLog(path: string): Promise<{ log: ChangeLog; entries: LogEntry[] }> {
  const { entries, length } = decode(await readFile(path));
  const file = await open(path, 'a');
  await file.truncate(length);
  return { log: logOver(file, length), entries };
}

function logOver(file: FileHandle, length: number): ChangeLog {
  let bytes = length;
  /** Whether something that was not written to its end may stand behind the last whole entry. */
  let isUnclean = false;
  return {
    get bytes() {
      return bytes;
    },
    append: async (added) => {
      const parts = added.flatMap(encode);
      const size = parts.reduce((sum, part) => sum + part.length, 0);
      if (isUnclean) await file.truncate(bytes);
      isUnclean = true;
      await file.appendFile(Buffer.concat(parts));
      await file.datasync();
      isUnclean = false;
      bytes += size;
    },
    close: () => file.close(),
  };
}

function encode(entry: LogEntry): Buffer[] {
  const body = serialize(entry);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length, 0);
  header.writeUInt32LE(crc32(body), 4);
  return [header, body];
}

function decode(bytes: Buffer): { entries: LogEntry[]; length: number } {
  const entries: LogEntry[] = [];
  let at = 0;
  while (at + HEADER_BYTES < bytes.length) {
    const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
    const body = bytes.subarray(at + HEADER_BYTES, end);
    if (body.length === 0 || end > bytes.length || crc32(body) !== bytes.readUInt32LE(at + 4)) break;
    entries.push(deserialize(body) as LogEntry);
    at = end;
  }
  if (at < bytes.length && !isTail(bytes, at)) throw new Error('an entry in its middle is damaged');
  return { entries, length: at };
}

/** Whether the damaged entry is the last one, or never got more than its room: a crash can cut off nothing else. */
function isTail(bytes: Buffer, at: number): boolean {
  const cutOff = at + HEADER_BYTES >= bytes.length || at + HEADER_BYTES + bytes.readUInt32LE(at) >= bytes.length;
  return cutOff || bytes.subarray(at).every((byte) => byte === 0);
}
