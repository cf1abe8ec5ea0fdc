import { Decompress, type ZstdError } from 'fzstd';
import { VitrineError } from '#src/errors';

/** RFC 8878, section 3.1.1. Node has zstd of its own only from 22.15 on. */
const MAGIC = 0xfd2fb528;

export function startsLikeZstd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE() === MAGIC;
}

/**
 * Packed bytes that are unpacked at a time. A block of 4 bytes becomes 128 KiB at most, so these become 32 MiB at the
 * worst; larger slices are no quicker.
 */
const SLICE_BYTES = 1024;
/** Largest window of a frame, as zstd's own program takes it unless told otherwise: memory held while unpacking. */
const LARGEST_WINDOW_BYTES = 128 * 1024 * 1024;

/** Everything that can be unpacked, then `source_invalid` when the end is missing or the rest is damaged. */
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
  let head = new Uint8Array(0);
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      const slice = Uint8Array.from(chunk.subarray(start, start + SLICE_BYTES));
      if (head.length < LONGEST_HEADER) {
        head = Buffer.concat([head, slice]);
        refuseLargeWindow(head, name);
      }
      yield* push(slice, false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

/** Bytes of a frame's header at most; the library allocates nothing before it has them. */
const LONGEST_HEADER = 18;

/** RFC 8878, section 3.1.1.1.2: where a frame has no window, its content is the window. */
function refuseLargeWindow(head: Uint8Array, name: string): void {
  const descriptor = head[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const exponent = (head[5] ?? 0) >> 3;
  const base = 2 ** (10 + exponent);
  const window = isSingleSegment ? contentSize(head, descriptor) : base + (base / 8) * ((head[5] ?? 0) & 7);
  if (window <= LARGEST_WINDOW_BYTES) return;
  throw new VitrineError(
    'source_invalid',
    `"${name}" needs a window of ${window} bytes to be unpacked (zstd); at most ${LARGEST_WINDOW_BYTES} are given. Pack it without --long or --ultra.`,
  );
}

/** Of a frame whose content is its window; the size has 1, 2, 4 or 8 bytes behind the dictionary's number. */
function contentSize(head: Uint8Array, descriptor: number): number {
  const at = 5 + [0, 1, 2, 4][descriptor & 3]!;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const kind = descriptor >> 6;
  if (head.length < at + 2 ** kind) return 0;
  if (kind === 0) return view.getUint8(at);
  if (kind === 1) return view.getUint16(at, true) + 256;
  return kind === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
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
