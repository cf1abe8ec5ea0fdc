import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { type Image, NUMBERS } from './columns/image.ts';
import { writeDurably } from './durable.ts';

/*
 * The file: eight bytes that say what it is, checksum and length of the JSON part (32 bits each, little endian), the
 * JSON part, and the arrays, each beginning at a multiple of eight bytes.
 */
const MAGIC = 'VTCOL\u0001\r\n';
const HEADER_BYTES = 16;

/** What belongs to the columns beside themselves. */
export interface SnapshotFacts {
  /** The log file that goes on from here. */
  readonly log: string;
  readonly sequence: number;
  /** By space: rows (of this snapshot) whose vectors no index covers; null when there are too many to keep in memory. */
  readonly unindexed: Readonly<Record<string, readonly number[] | null>>;
}

interface JsonPart {
  readonly facts: SnapshotFacts;
  readonly texts: Image['texts'];
  /** Array lengths in the order of NUMBERS. */
  readonly lengths: readonly number[];
}

type Name = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as Name[];

/** Writes the file as a whole, so that there is always a whole one. Answers its bytes. Lets others work in between. */
export async function writeSnapshot(path: string, { texts, numbers }: Image, facts: SnapshotFacts): Promise<number> {
  const lengths = NAMES.map((name) => numbers[name].length);
  await nextTurn();
  const json = Buffer.from(JSON.stringify({ facts, texts, lengths } satisfies JsonPart));
  await nextTurn();
  const parts = [json, ...NAMES.map((name) => bytesOf(numbers[name]))]
    .flatMap((part) => [part, padding(part.length)])
    // The checksum starts over at an empty part.
    .filter((part) => part.length > 0);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), 0),
    8,
  );
  header.writeUInt32LE(json.length, 12);
  await writeDurably(path, [header, ...parts]);
  return parts.reduce((sum, part) => sum + part.length, HEADER_BYTES);
}

/** Throws when the file is missing, of another version or damaged. */
export async function readSnapshot(
  path: string,
): Promise<Image & { readonly facts: SnapshotFacts; readonly bytes: number }> {
  const bytes = await readFile(path);
  if (bytes.toString('latin1', 0, 8) !== MAGIC) throw new Error('it is not a file of columns of this version');
  if (crc32(bytes.subarray(HEADER_BYTES)) !== bytes.readUInt32LE(8)) throw new Error('its checksum is wrong');
  const jsonLength = bytes.readUInt32LE(12);
  const { facts, texts, lengths } = JSON.parse(
    bytes.toString('utf8', HEADER_BYTES, HEADER_BYTES + jsonLength),
  ) as JsonPart;
  let at = HEADER_BYTES + jsonLength + padding(jsonLength).length;
  const entries = NAMES.map((name, i) => {
    const Numbers = NUMBERS[name];
    const length = lengths[i]! * Numbers.BYTES_PER_ELEMENT;
    // A copy, because the file's own buffer need not begin at a multiple of eight.
    const own = new Numbers(Uint8Array.from(bytes.subarray(at, at + length)).buffer);
    at += length + padding(length).length;
    return [name, own] as const;
  });
  return { facts, texts, numbers: Object.fromEntries(entries) as unknown as Image['numbers'], bytes: bytes.length };
}

function bytesOf(numbers: Image['numbers'][Name]): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function padding(length: number): Buffer {
  return Buffer.alloc((8 - (length % 8)) % 8);
}
