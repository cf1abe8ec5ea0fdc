import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { Chunk } from '#src/compose/transfer';
import { VitrineError } from '#src/errors';
import { VERSION } from './version.ts';

/** Changes whenever a reader of the older form would misread an archive. */
const FORMAT = 1;
const KINDS = ['pictures', 'records', 'events', 'queries', 'answers', 'synonyms', 'models'] as const;

const Head = z.object({ vitrine: z.literal('backup'), format: z.number(), program: z.string(), createdAt: z.string() });
const Body = z.object({
  catalog: z.string().min(1),
  kind: z.enum(KINDS),
  rows: z.array(z.unknown()),
  /** Of models and pictures: base64. */
  data: z.string().optional(),
});
const Tail = z.object({
  end: z.literal(true),
  /** Of all lines before, each with its end. */
  sha256: z.string(),
  counts: z.partialRecord(z.enum(KINDS), z.number()),
});

export interface ArchiveSummary {
  readonly createdAt: string;
  readonly program: string;
  readonly counts: Readonly<Partial<Record<Chunk['kind'], number>>>;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Writes a packed file of JSON lines: what it is, the chunks, and their counts and checksum. It has its name only when
 * it is complete.
 */
export async function writeArchive(path: string, chunks: AsyncIterable<Chunk>, now: Date): Promise<ArchiveSummary> {
  const counts: Partial<Record<Chunk['kind'], number>> = {};
  const head = { vitrine: 'backup', format: FORMAT, program: VERSION, createdAt: now.toISOString() } as const;
  const lines = async function* () {
    const hash = createHash('sha256');
    const line = (value: unknown): string => {
      const text = `${JSON.stringify(value)}\n`;
      hash.update(text);
      return text;
    };
    yield line(head);
    for await (const chunk of chunks) {
      counts[chunk.kind] = (counts[chunk.kind] ?? 0) + chunk.rows.length;
      yield line(chunk);
    }
    yield `${JSON.stringify({ end: true, sha256: hash.digest('hex'), counts })}\n`;
  };
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(lines()), createGzip({ level: 4 }), createWriteStream(part, { flush: true }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw isFileError(error)
      ? new VitrineError('source_not_found', `${path} cannot be written: ${error.message}.`, { cause: error })
      : error;
  }
  return { createdAt: head.createdAt, program: VERSION, counts, bytes: (await stat(path)).size };
}

/** Reads all of an archive, to know that it is whole. Throws `source_not_found` and `source_invalid`. */
export async function checkArchive(path: string): Promise<ArchiveSummary> {
  const hash = createHash('sha256');
  let head: z.infer<typeof Head> | undefined;
  let tail: z.infer<typeof Tail> | undefined;
  for await (const line of linesOf(path)) {
    if (tail) throw damaged(path, 'something comes after its end');
    if (!head) {
      head = Head.safeParse(jsonOf(line)).data;
      if (!head) throw damaged(path, 'it is no backup of Vitrine');
      if (head.format !== FORMAT)
        throw damaged(
          path,
          `it is of format ${head.format}, written by ${head.program}, and this program reads ${FORMAT}`,
        );
    } else if (line.startsWith('{"end":')) {
      tail = Tail.safeParse(jsonOf(line)).data;
      if (tail?.sha256 !== hash.copy().digest('hex')) throw damaged(path, 'its checksum is not right');
    }
    hash.update(`${line}\n`);
  }
  if (!head || !tail) throw damaged(path, 'it ends too early');
  return { createdAt: head.createdAt, program: head.program, counts: tail.counts, bytes: (await stat(path)).size };
}

/** The chunks of an archive that was checked. */
export async function* readArchive(path: string): AsyncGenerator<Chunk> {
  for await (const line of linesOf(path)) {
    const body = Body.safeParse(jsonOf(line));
    // The checksum says that the rows are as they were written.
    if (body.success) yield body.data as Chunk;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  // An error of either ends the loop below.
  const piping = pipeline(file, unpacked).catch((error: unknown) => unpacked.destroy(error as Error));
  try {
    yield* createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY });
    await piping;
    if (unpacked.errored) throw unpacked.errored;
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    if (isFileError(error) && error.syscall !== undefined)
      throw new VitrineError('source_not_found', `${path} cannot be read: ${error.message}.`, { cause: error });
    throw damaged(path, error instanceof Error ? error.message : String(error));
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function damaged(path: string, why: string): VitrineError {
  return new VitrineError('source_invalid', `${path} cannot be restored: ${why}. Use another backup.`);
}
