import type { PictureLimits } from '#src/adapters/inference/decode';
import { createPictureEncoder } from '#src/adapters/inference/picture-encoder';
import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import type { Vector } from '#src/domain/space';
import type { EncodedPicture, ImageEncoder } from '#src/ports/encoders';
import { PICTURE_SIDE, type PixelBatch, type RawOutputs } from './image-messages.ts';
import type { ImageModel } from './image-model.ts';

/** What the card was measured with. */
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

/** The picture encoder; pictures are squashed to a square, as the network was trained. */
export function createImageEncoder({ model, limits, worker }: ImageEncoderOptions): ImageEncoder {
  return createPictureEncoder({
    limits,
    framing: { resize: { width: PICTURE_SIDE, height: PICTURE_SIDE, fit: 'fill' } },
    batchSize: BATCH_PICTURES,
    run: (count, pixels) => worker.call({ count, pixels }, [pixels.buffer]),
    read: (outputs, row) => readOutputs(outputs, row, model),
  });
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
