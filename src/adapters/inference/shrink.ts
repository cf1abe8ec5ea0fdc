import sharp from 'sharp';
import { DEFAULT_PICTURE_LIMITS, decodePicture } from './decode.ts';

/** Longer side of a picture that a language model is shown, in pixels: models see in tiles of that size. */
const LONGEST_SIDE = 512;
const QUALITY = 80;

/**
 * A small JPEG of a picture, upright, on white, and without what else its file tells (place, camera, owner). Throws
 * `invalid_picture`.
 */
export async function shrinkPicture(bytes: Uint8Array): Promise<Uint8Array> {
  let size = { width: 0, height: 0 };
  const pixels = await decodePicture(bytes, DEFAULT_PICTURE_LIMITS, ({ width, height }) => {
    const share = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    size = { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
    return { resize: { ...size, fit: 'fill' } };
  });
  return sharp(pixels, { raw: { ...size, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
