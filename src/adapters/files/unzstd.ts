import { Decompress, type ZstdError } from 'fzstd';
import { VitrineError } from '#src/errors';
import { createFrameWatch, ZSTD_MAGIC } from './zstd-frames.ts';

export function startsLikeZstd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE() === ZSTD_MAGIC;
}

/**
 * Packed bytes that are unpacked at a time. A block of 4 bytes becomes 128 KiB at most, so these become 32 MiB at the
 * worst; larger slices are no quicker.
 */
const SLICE_BYTES = 1024;
/** Largest window of a frame, as zstd's own program takes it unless told otherwise: memory held while unpacking. */
const LARGEST_WINDOW_BYTES = 128 * 1024 * 1024;

/** Node has zstd of its own only from 22.15 on. Everything that can be unpacked, then `source_invalid` when the end is missing or the rest is damaged. */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const unpacking = new Decompress((piece) => {
    // The library goes on using the memory of what it gives.
    if (piece.length > 0) pieces.push(Uint8Array.from(piece));
  });
  const push = (slice: Uint8Array, final: boolean): Uint8Array[] => {
    pieces = [];
    try {
      unpacking.push(slice, final);
    } catch (error) {
      throw explain(error, name);
    }
    return pieces;
  };
  // The library makes room for the window of a frame when it has read its header.
  const watch = createFrameWatch((bytes) => refuseLargeWindow(bytes, name));
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      const slice = Uint8Array.from(chunk.subarray(start, start + SLICE_BYTES));
      watch(slice);
      yield* push(slice, false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

function refuseLargeWindow(bytes: number, name: string): void {
  if (bytes <= LARGEST_WINDOW_BYTES) return;
  throw new VitrineError(
    'source_invalid',
    `"${name}" needs a window of ${bytes} bytes to be unpacked (zstd); at most ${LARGEST_WINDOW_BYTES} are given. Pack it without --long or --ultra.`,
  );
}

/** Of fzstd: an end that is missing is `UnexpectedEOF`, code 5. */
const CUT_OFF = 5;

function explain(error: unknown, name: string): unknown {
  const code = (error as Partial<ZstdError>).code;
  const how = code === CUT_OFF ? 'is cut off: the end is missing' : 'is damaged';
  return new VitrineError('source_invalid', `"${name}" ${how}, so it cannot be unpacked (zstd). Get the file again.`, {
    cause: error,
  });
}
