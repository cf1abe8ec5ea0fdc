import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { VitrineError } from '#src/errors';

/** RFC 1952, section 2.3.1. */
const MAGIC = [0x1f, 0x8b] as const;

export function startsLikeGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** Packed bytes that are unpacked at a time: at gzip's highest ratio, 1,032, they become 16 MiB. */
const SLICE_BYTES = 16 * 1024;
/** Without a limit of its own the stream never waits for being read, so that a slice is done when it says so. */
const OPTIONS = { chunkSize: 4 * SLICE_BYTES, readableHighWaterMark: Number.MAX_SAFE_INTEGER };

/** Everything that can be unpacked, then `source_invalid` when the end is missing or the rest is damaged. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const unpacking = createGunzip(OPTIONS);
  let fail = (_: Error): void => {};
  unpacking.on('error', (error) => fail(error));
  const unpack = (slice: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      fail = reject;
      unpacking.write(slice, () => resolve());
    });
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
        await unpack(chunk.subarray(start, start + SLICE_BYTES));
        const piece: Uint8Array | null = unpacking.read();
        if (piece) yield piece;
      }
    }
    // By itself, because of a slice that is known to be the last nothing is given when the end is missing.
    unpacking.end().resume();
    await once(unpacking, 'end');
  } catch (error) {
    throw explain(error, name);
  } finally {
    unpacking.destroy();
  }
}

function explain(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('Z_')) return error;
  const how = code === 'Z_BUF_ERROR' ? 'is cut off: the end is missing' : 'is damaged';
  return new VitrineError('source_invalid', `"${name}" ${how}, so it cannot be unpacked (gzip). Get the file again.`, {
    cause: error,
  });
}
