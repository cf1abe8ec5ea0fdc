import { CLIPVisionModelWithProjection, SiglipVisionModel, Tensor } from '@xenova/transformers';
import { loadNetwork, pickOutput, runNetwork, unitRows, useLocalFilesOnly } from './library.ts';
import type { EncodedRows } from './messages.ts';
import type { PictureTower } from './towers.ts';

export interface PictureBatch {
  readonly count: number;
  /** Shape [count][height][width][3], RGB. */
  readonly pixels: Uint8Array;
}

export interface LoadedPictureTower {
  encode(batch: PictureBatch): Promise<EncodedRows>;
  release(): Promise<void>;
}

export async function loadPictureTower(tower: PictureTower, threads: number | undefined): Promise<LoadedPictureTower> {
  useLocalFilesOnly();
  const network = tower.kind === 'clip' ? CLIPVisionModelWithProjection : SiglipVisionModel;
  const loaded = await loadNetwork(network, tower.folder, tower, threads);
  const { width, height } = tower.geometry.crop;
  return {
    encode: ({ count, pixels }) => {
      const pixel_values = new Tensor('float32', toPlanes(pixels, width * height, tower), [count, 3, height, width]);
      return runNetwork(loaded, { pixel_values }, (outputs) => {
        const { data } = pickOutput(outputs, ['image_embeds', 'pooler_output']);
        return unitRows(data, count, tower.dimensions);
      });
    },
    async release() {
      await loaded.dispose();
    },
  };
}

/** Bytes, pixel by pixel → normalised floats, channel by channel: [count][pixels][3] → [count][3][pixels]. */
function toPlanes(
  bytes: Uint8Array,
  pixelsEach: number,
  { scale, mean, std }: Pick<PictureTower, 'scale' | 'mean' | 'std'>,
): Float32Array {
  const planes = new Float32Array(bytes.length);
  for (let start = 0; start < bytes.length; start += pixelsEach * 3) {
    for (let channel = 0; channel < 3; channel++) {
      const plane = start + channel * pixelsEach;
      const factor = scale / std[channel]!;
      const shift = mean[channel]! / std[channel]!;
      for (let i = 0; i < pixelsEach; i++) planes[plane + i] = bytes[start + i * 3 + channel]! * factor - shift;
    }
  }
  return planes;
}
