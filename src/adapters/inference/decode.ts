import sharp, { type Region, type ResizeOptions } from 'sharp';
import { VitrineError } from '#src/errors';

export interface PictureLimits {
  /** Width × height of the encoded picture. */
  readonly maxPixels: number;
  /** Bytes of the encoded picture. */
  readonly maxBytes: number;
}

/** 50 megapixels hold any product photo; decoding one takes at most some 200 MB. */
export const DEFAULT_PICTURE_LIMITS: PictureLimits = { maxPixels: 50_000_000, maxBytes: 20_000_000 };

/** A picture that takes longer than this is meant to hurt. */
const DECODE_SECONDS = 20;

/** From the whole picture to the part that is wanted: first resized, then cut out of the result. */
export interface Frame {
  readonly resize: ResizeOptions;
  readonly cut?: Region;
}

/** One frame for all pictures, or one by their size when they stand upright. */
export type Framing = Frame | ((upright: { readonly width: number; readonly height: number }) => Frame);

/**
 * Encoded picture → RGB bytes, row by row, `width * height * 3` of them as `framing` says. Orientation is honoured,
 * transparency lies on white, grey and CMYK become RGB, an animation is its first frame.
 * Throws `invalid_picture`; too many bytes or pixels are refused before anything is decoded.
 */
export async function decodePicture(bytes: Uint8Array, limits: PictureLimits, framing: Framing): Promise<Uint8Array> {
  if (bytes.length === 0) throw invalid('it is empty (0 bytes)');
  if (bytes.length > limits.maxBytes)
    throw invalid(`it has ${bytes.length} bytes; at most ${limits.maxBytes} are taken`);
  if (!isPicture(bytes)) throw invalid('it is no JPEG, PNG, WebP, GIF or AVIF');
  try {
    const picture = sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error' });
    const { resize, cut } = typeof framing === 'function' ? framing((await picture.metadata()).autoOrient) : framing;
    const whole = picture.rotate().flatten({ background: '#ffffff' }).toColourspace('srgb').resize(resize);
    const part = cut ? whole.extract(cut) : whole;
    return await part.removeAlpha().raw().timeout({ seconds: DECODE_SECONDS }).toBuffer();
  } catch (error) {
    throw invalid(await reason(bytes, limits, error), error);
  }
}

/** By content, not by name. Anything else that the decoder knows (SVG, PDF, TIFF) is more attack surface than use. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32)).toString('latin1');
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n\x1a\n') ||
    head.startsWith('GIF8') ||
    (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') ||
    (head.slice(4, 8) === 'ftyp' && /avi[fs]/u.test(head))
  );
}

async function reason(bytes: Uint8Array, limits: PictureLimits, error: unknown): Promise<string> {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/[\s:.]+$/u, '');
  if (!/pixel limit/iu.test(message)) return `it is damaged or cut off (${message})`;
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return `it has ${width} × ${height} pixels; at most ${limits.maxPixels} are taken`;
}

function invalid(why: string, cause?: unknown): VitrineError {
  return new VitrineError('invalid_picture', `The picture cannot be used: ${why}.`, { cause });
}
