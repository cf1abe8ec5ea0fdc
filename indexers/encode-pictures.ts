import { LRUCache } from 'lru-cache';
import type { FieldValue } from '#src/domain/field-value';
import type { Vectors } from '#src/domain/space';
import { isWebAddress } from '#src/domain/web-address';
import { asVitrineError } from '#src/errors';
import type { EncodedPicture, ImageEncoder } from '#src/ports/encoders';
import type { Files } from '#src/ports/files';
import type { PictureSource } from '#src/ports/records';
import { type Fault, fault } from './faults.ts';
import { type KnownParts, LABEL_FIELDS } from './known.ts';
import { hasSameBytes } from './picture-hash.ts';
import { hashBytes } from './record.ts';
import { mapLimited, prefetch } from './stream.ts';
import { shownPlace, webFault } from './web-pictures.ts';

/** A picture after reading its file: its hash and vectors, or why it has none. */
export type PictureOutcome =
  | { readonly bytesHash: string; readonly vectors: Vectors; readonly labels: readonly FieldValue[] }
  | { readonly leftOut: Fault };

/** A picture to encode, and what its item had before: bytes that are there already need no encoding. */
export interface PictureJob {
  readonly source: PictureSource;
  readonly known: KnownParts | undefined;
}

export interface PictureEncoder {
  /** In the order of the jobs. Files are read while others are encoded; equal bytes are encoded once. */
  encode(jobs: readonly PictureJob[]): Promise<PictureOutcome[]>;
}

/** Files in memory at a time (twice so many while others are read); each as large as the encoder takes. */
const CHUNK = 64;
const READS_AT_A_TIME = 8;
/** Encoded pictures remembered: shops show the same "no picture yet" for thousands of items. */
const REMEMBERED = 1000;
/** From this probability on, what a picture shows is worth a value of the item. */
const LABEL_PROBABILITY = 0.5;

export function createPictureEncoder(encoder: ImageEncoder, files: Files): PictureEncoder {
  const remembered = new LRUCache<string, Promise<PictureOutcome>>({ max: REMEMBERED });

  async function* readFiles(jobs: readonly PictureJob[]): AsyncGenerator<(ReadPicture | Fault)[]> {
    for (let at = 0; at < jobs.length; at += CHUNK) {
      yield mapLimited(jobs.slice(at, at + CHUNK), READS_AT_A_TIME, (job) => readPicture(job, encoder, files));
    }
  }

  /** Of what is neither known nor remembered, or on its way already. */
  const encodeNew = (pictures: readonly ReadPicture[]): void => {
    const distinct = new Map(pictures.map((picture) => [picture.bytesHash, picture]));
    // `get` and not `has`, so that what is remembered stays while what is new comes in.
    const fresh = [...distinct.values()].filter(({ bytesHash, known }) => !known && !remembered.get(bytesHash));
    if (fresh.length === 0) return;
    const encoding = encoder.encode(fresh.map(({ bytes }) => bytes));
    for (const [index, { bytesHash }] of fresh.entries()) {
      const outcome = encoding.then((encoded) => outcomeOf(bytesHash, encoded[index]!));
      remembered.set(bytesHash, outcome);
      outcome.catch(() => remembered.delete(bytesHash));
    }
  };
  const outcomeNow = async (read: ReadPicture | Fault): Promise<PictureOutcome> =>
    'bytes' in read ? (read.known ?? remembered.get(read.bytesHash)!) : { leftOut: read };

  return {
    async encode(jobs) {
      const outcomes: PictureOutcome[] = [];
      for await (const chunk of prefetch(readFiles(jobs), 1)) {
        encodeNew(chunk.filter((read) => 'bytes' in read));
        outcomes.push(...(await Promise.all(chunk.map(outcomeNow))));
      }
      return outcomes.map((outcome, index) => withPath(outcome, jobs[index]!.source.path));
    },
  };
}

interface ReadPicture {
  readonly bytes: Uint8Array;
  readonly bytesHash: string;
  /** The outcome when the item has these bytes already. */
  readonly known: PictureOutcome | undefined;
}

async function readPicture(
  { source, known }: PictureJob,
  { maxBytes }: ImageEncoder,
  files: Files,
): Promise<ReadPicture | Fault> {
  try {
    const bytes = await files.read(source.path, maxBytes);
    const bytesHash = hashBytes(bytes);
    return { bytes, bytesHash, known: known && knownOutcome(bytesHash, source, known) };
  } catch (error) {
    const found = isWebAddress(source.path) ? webFault(error) : undefined;
    if (found) return found;
    const reason = LASTING_FAULTS[codeOf(error)];
    if (reason === undefined) throw error;
    return fault(reason, asVitrineError(error).message);
  }
}

const UNREADABLE = 'the file of a picture cannot be read';
/** Faults of the file itself. Any other may pass (too many open files, a disk that does not answer): the run must fail. */
const LASTING_FAULTS: Readonly<Record<string, string>> = {
  too_large: 'a picture has too many bytes',
  source_not_found: UNREADABLE,
  invalid_picture: 'a picture cannot be used',
  ENOENT: UNREADABLE,
  ENOTDIR: UNREADABLE,
  EISDIR: UNREADABLE,
  EACCES: UNREADABLE,
  EPERM: UNREADABLE,
};

/** The code of what an error was caused by, if that is told; else its own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return 'code' in error ? String(error.code) : '';
}

/** Labels are kept for an item's first picture alone, so only that can take its place again. */
function knownOutcome(bytesHash: string, { number }: PictureSource, known: KnownParts): PictureOutcome | undefined {
  const index = known.pictures.findIndex(({ hash }) => hasSameBytes(hash, bytesHash));
  if (index < 0 || (number === 0 && index > 0)) return undefined;
  return { bytesHash, vectors: known.pictures[index]!.vectors, labels: index === 0 ? known.labels : [] };
}

function outcomeOf(bytesHash: string, encoded: EncodedPicture | Error): PictureOutcome {
  if (encoded instanceof Error) return { leftOut: fault('a picture cannot be used', encoded.message) };
  return { bytesHash, vectors: encoded.vectors, labels: labelValues(encoded) };
}

function labelValues({ labels }: EncodedPicture): FieldValue[] {
  return Object.entries(LABEL_FIELDS).flatMap(([attribute, field]) =>
    Object.entries(labels[attribute] ?? {})
      .filter(([, probability]) => probability >= LABEL_PROBABILITY)
      .map(([text]) => ({ field, text })),
  );
}

function withPath(outcome: PictureOutcome, path: string): PictureOutcome {
  if (!('leftOut' in outcome)) return outcome;
  const picture = shownPlace(path);
  return { leftOut: { reason: outcome.leftOut.reason, detail: `${picture}: ${outcome.leftOut.detail}`, picture } };
}
