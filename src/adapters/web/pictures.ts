import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ErrorCode, VitrineError } from '#src/errors';
import type { LookOptions, Validators, Web, WebPictures } from '#src/ports/web';
import { isMissing } from './failure.ts';
import { openPictureCache } from './picture-cache.ts';

export interface WebPicturesOptions {
  readonly web: Pick<Web, 'get'>;
  /** Folder where pictures are kept; made when it is absent. */
  readonly dir: string;
  /** Largest of that folder; the pictures that were used longest ago go first. */
  readonly keptBytes?: number;
  /** Largest picture. */
  readonly maxBytes?: number;
  readonly deadlineMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const KEPT_BYTES = 10_000_000_000;
const MAX_BYTES = 20_000_000;
const DEADLINE_MS = 15_000;
/** How long a picture that is missing or unfit is not asked for again. */
const FAILURE_LASTS_MS = 24 * 3_600_000;
/** Shops show one "no picture yet" for thousands of items, and a list of items is read again at once. */
const REMEMBERED = { max: 10_000, ttl: 60_000 };

export async function openWebPictures(options: WebPicturesOptions): Promise<WebPictures> {
  const { web, dir, keptBytes = KEPT_BYTES, maxBytes = MAX_BYTES, deadlineMs = DEADLINE_MS, now = Date.now } = options;
  const cache = await openPictureCache({ dir, maxBytes: keptBytes });
  const looks = new LRUCache<string, Promise<string>>(REMEMBERED);

  const fetch = async (url: string, known: string | undefined): Promise<{ signature: string; bytes?: Uint8Array }> => {
    const validators = known === undefined ? undefined : parse(known);
    const answer = await web.get({ url, maxBytes, deadlineMs, type: 'image/', validators });
    if (answer.kind === 'unchanged') return { signature: known ?? '' };
    const { bytes } = answer;
    await cache.put(url, bytes);
    const signature = format(createHash('sha256').update(bytes).digest('base64url').slice(0, 16), answer.validators);
    // Servers that take turns may give equal bytes under another validator: the picture is the same.
    return { bytes, signature: known !== undefined && hashOf(known) === hashOf(signature) ? known : signature };
  };

  const lookAnew = async (url: string, known: string | undefined, refresh: boolean): Promise<string> => {
    const failure = refresh ? undefined : readFailure(await cache.get(failureKey(url)));
    if (failure && failure.at > now() - FAILURE_LASTS_MS) throw new VitrineError(failure.code, failure.message);
    try {
      return (await fetch(url, known)).signature;
    } catch (error) {
      if (isLasting(error)) {
        const { code, message } = error;
        await cache.put(failureKey(url), Buffer.from(JSON.stringify({ at: now(), code, message })));
      }
      throw error;
    }
  };

  return {
    look(url: string, { known, refresh = false }: LookOptions = {}) {
      if (known !== undefined && !refresh) return Promise.resolve(known);
      const remembered = looks.get(url);
      if (remembered) return remembered;
      const look = lookAnew(url, known, refresh);
      looks.set(url, look);
      return look;
    },
    async read(url, most) {
      const kept = await cache.get(url);
      const bytes = kept ?? (await fetch(url, undefined)).bytes!;
      if (bytes.length <= most) return bytes;
      throw new VitrineError('too_large', `The picture has ${bytes.length} bytes; at most ${most} are read.`);
    },
  };
}

interface KeptFailure {
  readonly at: number;
  readonly code: ErrorCode;
  readonly message: string;
}

function failureKey(url: string): string {
  return `failure of ${url}`;
}

function readFailure(bytes: Uint8Array | undefined): KeptFailure | undefined {
  try {
    // What `lookAnew` wrote.
    return bytes && (JSON.parse(Buffer.from(bytes).toString()) as KeptFailure);
  } catch {
    return undefined;
  }
}

/** A picture that is not there or not fit; what may pass is asked for again by the next run. */
function isLasting(error: unknown): error is VitrineError {
  if (!(error instanceof VitrineError)) return false;
  return ['invalid_picture', 'too_large'].includes(error.code) || isMissing(error);
}

/** Hash of the bytes, and the validators to ask with the next time, as one text. */
function format(hash: string, { etag, lastModified }: Validators): string {
  return JSON.stringify([hash, etag ?? null, lastModified ?? null]);
}

function parse(signature: string): Validators {
  try {
    const [, etag, lastModified] = JSON.parse(signature) as [string, string | null, string | null];
    return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
  } catch {
    // Of a file that lay in its place before: nothing is known.
    return {};
  }
}

function hashOf(signature: string): string {
  return signature.split(',', 1)[0]!;
}
