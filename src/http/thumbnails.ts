import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { VitrineError } from '#src/errors';

export interface ServedPicture {
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Thumbnails {
  /** The picture at most `width` pixels wide, as WebP; 0 gives it as it is. Throws `invalid_picture`. */
  picture(bytes: Uint8Array, width: number): Promise<ServedPicture>;
}

const CACHE_BYTES = 64_000_000;
const AT_ONCE = 2;
const QUALITY = 82;

/**
 * First bytes, in hexadecimal, of what every browser shows. Anything else is made WebP, so no other file is ever served
 * as a picture.
 */
const SIGNATURES: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['image/jpeg', /^ffd8ff/u],
  ['image/png', /^89504e470d0a1a0a/u],
  ['image/gif', /^47494638(?:37|39)61/u],
  ['image/webp', /^52494646.{8}57454250/u],
  ['image/avif', /^.{8}66747970617669(?:66|73)/u],
];

/** Shrinks pictures and keeps the most recently used results in memory, by content and width. */
export function createThumbnails({ maxPixels }: { maxPixels: number }): Thumbnails {
  const limit = pLimit(AT_ONCE);
  const cache = new LRUCache<string, Buffer, { bytes: Uint8Array; width: number }>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (buffer) => buffer.length + 1,
    fetchMethod: (_key, _stale, { context }) => limit(() => shrink(context.bytes, context.width, maxPixels)),
  });
  return {
    picture: async (bytes, width) => {
      const type = typeOf(bytes);
      if (width === 0 && type !== undefined)
        return { type, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
      const key = `${createHash('sha1').update(bytes).digest('base64')}:${width}`;
      return { type: 'image/webp', bytes: await cache.forceFetch(key, { context: { bytes, width } }) };
    },
  };
}

function typeOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return SIGNATURES.find(([, pattern]) => pattern.test(start))?.[0];
}

async function shrink(bytes: Uint8Array, width: number, maxPixels: number): Promise<Buffer> {
  try {
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' }).autoOrient();
    const sized = width === 0 ? picture : picture.resize({ width, withoutEnlargement: true });
    return await sized.webp({ quality: QUALITY }).toBuffer();
  } catch (error) {
    throw new VitrineError(
      'invalid_picture',
      `The picture cannot be read: ${error instanceof Error ? error.message : error}.`,
      { cause: error },
    );
  }
}
