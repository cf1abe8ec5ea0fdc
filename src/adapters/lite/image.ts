import { decodePicture, type PictureLimits } from '#src/adapters/inference/decode';
import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import type { Vector } from '#src/domain/space';
import type { EncodedPicture, ImageEncoder } from '#src/ports/encoders';
import { PICTURE_SIDE, type PixelBatch, type RawOutputs } from './image-messages.ts';
import type { ImageModel } from './image-model.ts';

/** Larger batches gain nothing on a CPU. */
const BATCH_PICTURES = 8;

/**
 * Share of `joint` in the space `visual`. The card recommends `visual` cosine + .25 × `joint` cosine for finding
 * pictures by picture; .5 × .5 gives that in one vector.
 */
const JOINT_SHARE = 0.5;

export interface ImageEncoderOptions {
  readonly model: ImageModel;
  readonly limits: PictureLimits;
  readonly worker: WorkerThread<PixelBatch, RawOutputs>;
}

/**
 * The picture encoder: decoding is here, on the pool of threads that sharp uses; the network runs in a worker.
 * The next batch is decoded while the network works on the one before.
 */
export function createImageEncoder({ model, limits, worker }: ImageEncoderOptions): ImageEncoder {
  return {
    ...limits,
    async encode(pictures) {
      const batches = Array.from({ length: Math.ceil(pictures.length / BATCH_PICTURES) }, (_, index) =>
        pictures.slice(index * BATCH_PICTURES, (index + 1) * BATCH_PICTURES),
      );
      const results: (EncodedPicture | Error)[] = [];
      let decoding = decodeBatch(batches[0] ?? [], limits);
      for (const index of batches.keys()) {
        const decoded = await decoding;
        decoding = decodeBatch(batches[index + 1] ?? [], limits);
        results.push(...(await encodeBatch(decoded, model, worker)));
      }
      return results;
    },
  };
}

type Decoded = Uint8Array | Error;

function decodeBatch(pictures: readonly Uint8Array[], limits: PictureLimits): Promise<Decoded[]> {
  const resize = { width: PICTURE_SIDE, height: PICTURE_SIDE, fit: 'fill' } as const;
  return Promise.all(pictures.map((bytes) => decodePicture(bytes, limits, resize).catch((error: Error) => error)));
}

/** Pictures that could not be decoded keep their error; the others go through the network together. */
async function encodeBatch(
  decoded: readonly Decoded[],
  model: ImageModel,
  worker: ImageEncoderOptions['worker'],
): Promise<(EncodedPicture | Error)[]> {
  const readable = decoded.filter((picture) => picture instanceof Uint8Array);
  if (readable.length === 0) return decoded as Error[];
  const pixels = new Uint8Array(readable.length * PICTURE_SIDE * PICTURE_SIDE * 3);
  readable.forEach((picture, row) => {
    pixels.set(picture, row * picture.length);
  });
  const outputs = await worker.call({ count: readable.length, pixels }, [pixels.buffer]);
  let row = 0;
  return decoded.map((picture) => (picture instanceof Error ? picture : readOutputs(outputs, row++, model)));
}

function readOutputs(outputs: RawOutputs, row: number, { dimensions, colours }: ImageModel): EncodedPicture {
  const joint = rowOf(outputs.joint, row, dimensions.joint);
  const probabilities = rowOf(outputs.colours, row, colours.length);
  return {
    vectors: { joint, visual: joinVisual(rowOf(outputs.visual, row, dimensions.visual), joint) },
    labels: { colour: Object.fromEntries(colours.map((colour, i) => [colour, probabilities[i]!])) },
  };
}

/** The cosine of two of these is (visual·visual' + .25 joint·joint') / 1.25. */
function joinVisual(visual: Vector, joint: Vector): Vector {
  const both = new Float32Array(visual.length + joint.length);
  both.set(visual);
  both.set(
    joint.map((value) => value * JOINT_SHARE),
    visual.length,
  );
  const length = Math.hypot(1, JOINT_SHARE);
  return both.map((value) => value / length);
}

function rowOf(values: Float32Array, row: number, width: number): Vector {
  return values.slice(row * width, (row + 1) * width);
}
