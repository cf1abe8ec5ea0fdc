import { VitrineError } from '#src/errors';

/** Feeds shrink to a tenth or a fiftieth; what shrank more, and is long, was made to fill a disk or an afternoon. */
const HIGHEST_RATIO = 250;
/** Bytes that may come out of anything. */
const ALWAYS_ALLOWED = 512 * 1024 * 1024;

/** What `unpack` makes of the chunks, until it is more than any honest file would give: then `source_invalid`. */
export async function* guardRatio(
  chunks: AsyncIterable<Uint8Array>,
  unpack: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  for await (const piece of unpack(counted())) {
    unpacked += piece.length;
    if (unpacked > ALWAYS_ALLOWED && unpacked > packed * HIGHEST_RATIO) {
      throw new VitrineError(
        'source_invalid',
        `"${name}" unpacks to over ${HIGHEST_RATIO} times its size (${unpacked} bytes so far): that is no feed. Unpack it yourself if it is one.`,
      );
    }
    yield piece;
  }
}
