import type { Framing, PictureLimits } from '#src/adapters/inference/decode';
import { createPictureEncoder } from '#src/adapters/inference/picture-encoder';
import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import type { ImageEncoder } from '#src/ports/encoders';
import type { EncodedRows, EncodeRequest } from './messages.ts';
import { batchSize, type Geometry, type PictureTower } from './towers.ts';

export interface PictureEncoderOptions {
  readonly space: string;
  readonly tower: PictureTower;
  readonly limits: PictureLimits;
  readonly worker: WorkerThread<EncodeRequest, EncodedRows>;
}

/**
 * The picture encoder of one space. Pictures are resized here by sharp, whose kernels blur what they shrink as the
 * models' training did; the library's own resizing does not (see docs/encoders.md).
 */
export function createImageEncoder({ space, tower, limits, worker }: PictureEncoderOptions): ImageEncoder {
  const { dimensions } = tower;
  return createPictureEncoder({
    limits,
    framing: framingOf(tower.geometry),
    batchSize: batchSize(tower.dtype),
    run: (count, pixels) => worker.call({ kind: 'pictures', space, count, pixels }, [pixels.buffer]),
    read: (rows, row) => ({
      vectors: { [space]: rows.slice(row * dimensions, (row + 1) * dimensions) },
      labels: {},
    }),
  });
}

/**
 * The arithmetic of the processors that the models were trained with: `cover` brings the shorter edge to its length,
 * rounds the longer one down, and cuts out the middle, rounded down.
 */
function framingOf({ fit, kernel, width, height, crop }: Geometry): Framing {
  return (upright) => {
    const scale = fit === 'squash' ? 0 : Math.max(width / upright.width, height / upright.height);
    const size = {
      width: Math.max(width, Math.floor(upright.width * scale)),
      height: Math.max(height, Math.floor(upright.height * scale)),
    };
    const left = Math.floor((size.width - crop.width) / 2);
    const top = Math.floor((size.height - crop.height) / 2);
    return { resize: { ...size, kernel, fit: 'fill' }, cut: { left, top, ...crop } };
  };
}
