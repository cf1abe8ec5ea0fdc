import { gunzip, startsLikeGzip } from './gunzip.ts';
import { guardRatio } from './ratio.ts';
import { startsLikeZstd, unzstd } from './unzstd.ts';

/**
 * The bytes themselves, or what they unpack to when they begin like gzip or zstd (members may follow one another).
 * Packed twice, as a packed file that its server packs once more, is unpacked twice.
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  layers = MOST_LAYERS,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  try {
    let failure: unknown;
    while (sizeOf(head) < MAGIC_BYTES && failure === undefined) {
      const next = await iterator.next().catch((error: unknown) => {
        failure = error;
      });
      if (!next || next.done) break;
      head.push(next.value);
    }
    if (failure !== undefined) {
      // What came before it is worth having.
      yield* head;
      throw failure;
    }
    const whole = resume(head, iterator);
    const start = Buffer.concat(head);
    const unpack = startsLikeGzip(start) ? gunzip : startsLikeZstd(start) ? unzstd : undefined;
    if (!unpack || layers === 0) yield* whole;
    else
      yield* decompress(
        guardRatio(whole, (packed) => unpack(packed, name), name),
        name,
        layers - 1,
      );
  } finally {
    await iterator.return?.();
  }
}

const MOST_LAYERS = 2;
/** Of the longest magic number. */
const MAGIC_BYTES = 4;

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

async function* resume(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* { [Symbol.asyncIterator]: () => rest };
}
