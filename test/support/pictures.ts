import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export interface Drawing {
  readonly colour?: string;
  readonly background?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A bag-like thing with a handle above it, off its centre, so that turning it shows; encode it as you like. */
export function draw({ colour = '#d22020', background = '#ffffff', width = 96, height = 64 }: Drawing = {}): Sharp {
  const paper = background === 'none' ? '' : `<rect width="96" height="64" fill="${background}"/>`;
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 96 64">${paper}
      <rect x="8" y="24" width="44" height="34" fill="${colour}"/>
      <path d="M18 24 q12 -26 24 0" stroke="${colour}" stroke-width="5" fill="none"/></svg>`,
    ),
  );
}

/** A PNG that says it has so many pixels and has none: whoever decodes it before looking at the header fails otherwise. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', Buffer.alloc(0)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
