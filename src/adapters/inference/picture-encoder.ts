import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import type { EncodedPicture, ImageEncoder } from '#src/ports/encoders';
import { decodePicture, type Framing, type PictureLimits } from './decode.ts';

export interface PictureNetwork<Outputs> {
  readonly limits: PictureLimits;
  /** How a picture is brought to the size that the network takes. */
  readonly framing: Framing;
  /** Pictures that go through the network together; larger batches than 8 gain nothing on a CPU. */
  readonly batchSize: number;
  /** `pixels` has the shape [count][height][width][3], RGB, and may be handed over to another thread. */
  run(count: number, pixels: Uint8Array<ArrayBuffer>): Promise<Outputs>;
  /** What the outputs say of the picture in row `row` of the batch. */
  read(outputs: Outputs, row: number): EncodedPicture;
}

/**
 * Pictures decoded at the same time, at most. The pool has four threads, on which files are read and hosts looked up too: one
 * stays free for those. More of them than there are processors only keep the event loop from getting one.
 */
const DECODED_AT_ONCE = 3;

/**
 * An image encoder over a network that runs elsewhere. Pictures are decoded on the pool of threads that sharp uses;
 * the next batch while the network works on the one before.
 */
export function createPictureEncoder<Outputs>(network: PictureNetwork<Outputs>): ImageEncoder {
  const { limits, batchSize } = network;
  const limited = pLimit(Math.min(DECODED_AT_ONCE, availableParallelism()));
  return {
    ...limits,
    async encode(pictures) {
      const batches = Array.from({ length: Math.ceil(pictures.length / batchSize) }, (_, index) =>
        pictures.slice(index * batchSize, (index + 1) * batchSize),
      );
      const results: (EncodedPicture | Error)[] = [];
      let decoding = decodeBatch(batches[0] ?? [], network, limited);
      for (const index of batches.keys()) {
        const decoded = await decoding;
        decoding = decodeBatch(batches[index + 1] ?? [], network, limited);
        results.push(...(await encodeBatch(decoded, network)));
      }
      return results;
    },
  };
}

type Decoded = Uint8Array | Error;

/** Never rejects: what cannot be decoded is its own error. */
function decodeBatch(
  pictures: readonly Uint8Array[],
  { limits, framing }: Pick<PictureNetwork<unknown>, 'limits' | 'framing'>,
  limited: LimitFunction,
): Promise<Decoded[]> {
  return limited.map(pictures, (bytes) => decodePicture(bytes, limits, framing).catch((error: Error) => error));
}

/** Pictures that could not be decoded keep their error; the others go through the network together. */
async function encodeBatch<Outputs>(
  decoded: readonly Decoded[],
  network: PictureNetwork<Outputs>,
): Promise<(EncodedPicture | Error)[]> {
  const readable = decoded.filter((picture) => picture instanceof Uint8Array);
  const bytesEach = readable[0]?.length ?? 0;
  const pixels = new Uint8Array(readable.length * bytesEach);
  readable.forEach((picture, row) => {
    pixels.set(picture, row * bytesEach);
  });
  const outputs = readable.length > 0 ? await network.run(readable.length, pixels) : undefined;
  let row = 0;
  return decoded.map((picture) => (picture instanceof Error ? picture : network.read(outputs!, row++)));
}
