import sharp, { type Sharp } from 'sharp';
import { drawingOf } from './drawing/drawings.ts';
import type { Look } from './drawing/look.ts';
import { display, type Scene, snapshot, studio } from './drawing/scene.ts';
import { COLOURS } from './palette.ts';
import type { Product } from './product.ts';
import { createRandom } from './random.ts';
import { DEMO_SEARCHES } from './searches.ts';

/** A picture to be made. */
export interface PictureJob {
  /** Relative to the shop's folder. */
  readonly path: string;
  readonly render: () => Promise<Uint8Array>;
}

/** The pictures of a product, as its row lists them. */
export function drawPictures(product: Product): PictureJob[] {
  return product.row.images.map((path, number) => ({
    path,
    render: () => encode(drawSvg(product, number === 0 ? studio : display), path),
  }));
}

/** Pictures to search by: things like those in the shop, plain and in a colour of their own, taken elsewhere. */
export function drawSnapshots(products: readonly Product[]): PictureJob[] {
  return DEMO_SEARCHES.flatMap(({ image, shows }) => {
    const like = products.find(({ design }) => design.kind.name === shows?.kind);
    if (image === undefined || shows === undefined || like === undefined) return [];
    const product: Product = { ...like, colour: shows.colour, design: { ...like.design, pattern: 'plain' } };
    return [{ path: image, render: () => encode(drawSvg(product, snapshot(shows.turn)), image) }];
  });
}

/** The SVG of a product in a scene. */
function drawSvg(product: Product, scene: Scene): string {
  const sketch = drawingOf(product.design.kind.name)(lookOf(product));
  return scene(sketch, lookOf(product));
}

/** Two looks of a product are equal: each begins its draws anew. */
function lookOf({ design, colour, row }: Product): Look {
  const random = createRandom(`look ${design.groupId}`);
  return {
    main: COLOURS[colour].hex,
    accent: COLOURS[design.accent].hex,
    pattern: design.pattern,
    material: row.material,
    fact: (attribute) => {
      const value = row[attribute];
      return typeof value === 'object' ? undefined : value;
    },
    vary: (from, to) => random.between(from, to),
    either: (...forms) => random.pick(forms),
  };
}

function encode(svg: string, path: string): Promise<Uint8Array> {
  const picture: Sharp = sharp(Buffer.from(svg));
  if (path.endsWith('.webp')) return picture.webp({ quality: 82, effort: 1 }).toBuffer();
  if (path.endsWith('.png')) return picture.png({ compressionLevel: 6 }).toBuffer();
  return picture.jpeg({ quality: 84 }).toBuffer();
}
