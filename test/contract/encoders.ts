import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vector } from '#src/domain/space';
import { VitrineError } from '#src/errors';
import type { EncodedPicture, Encoders, TextEncoder } from '#src/ports/encoders';
import { draw, pngHeader } from '#test/support/pictures';

export interface EncoderContractOptions {
  /** How much a number may differ between a picture or text alone and in a batch. */
  readonly tolerance: number;
  /** Why the encoders have no space for pictures, where they have none. */
  readonly textsOnly?: string;
}

const TEXTS = [
  'red leather bag',
  'blue running shoes for children',
  'sofa',
  'a '.repeat(3000),
  'USB-C cable 2 m',
  'sofa',
];
const COLOURS = [
  '#d22020',
  '#2040d0',
  '#20a040',
  '#e0d020',
  '#101010',
  '#804020',
  '#c060c0',
  '#f08020',
  '#40c0c0',
  '#888888',
];

/** What `src/ports/encoders.ts` promises; every adapter and the fake run it. */
export function describeEncoders(
  name: string,
  open: () => Promise<Encoders>,
  { tolerance, textsOnly }: EncoderContractOptions,
): void {
  describe(`encoders: ${name}`, () => {
    let encoders: Encoders;
    beforeAll(async () => {
      encoders = await open();
    });
    afterAll(() => encoders.close());

    const anyText = (): TextEncoder => [...encoders.texts.values()][0]!;
    const encodePictures = (pictures: readonly Uint8Array[]): Promise<(EncodedPicture | Error)[]> =>
      encoders.image!.encode(pictures);
    const encodePicture = async (picture: Uint8Array): Promise<EncodedPicture> => {
      const [encoded] = await encodePictures([picture]);
      if (encoded instanceof Error) throw encoded;
      return encoded!;
    };
    const expectSamePicture = (a: EncodedPicture, b: EncodedPicture, atMost = tolerance): void => {
      for (const [space, vector] of Object.entries(a.vectors)) expectClose(vector, b.vectors[space]!, atMost);
    };
    /** Every space's cosine of two pictures. */
    const cosines = (a: EncodedPicture, b: EncodedPicture): number[] =>
      Object.entries(a.vectors).map(([space, vector]) => dot(vector, b.vectors[space]!));

    describe('spaces', () => {
      it('have different names and say what they are made by', () => {
        expect(new Set(encoders.spaces.map((space) => space.name)).size).toBe(encoders.spaces.length);
        for (const space of encoders.spaces) {
          expect(space.dimensions).toBeGreaterThan(0);
          expect(space.queriedBy.length).toBeGreaterThan(0);
          for (const text of [space.model, space.revision, space.recipe]) expect(text).not.toBe('');
        }
      });

      it('have a text encoder each when words can be compared with them', () => {
        const byWords = encoders.spaces.filter(({ queriedBy }) => queriedBy.includes('text'));
        expect([...encoders.texts.keys()].sort()).toEqual(byWords.map((space) => space.name).sort());
      });

      it('have an image encoder when one of them holds pictures', () => {
        expect(encoders.image !== null).toBe(encoders.spaces.some(({ holds }) => holds === 'picture'));
        expect(encoders.image === null).toBe(textsOnly !== undefined);
      });
    });

    describe('texts', () => {
      it('become unit vectors of their space, for queries and for passages', async () => {
        for (const { name, dimensions } of encoders.spaces.filter(({ queriedBy }) => queriedBy.includes('text'))) {
          for (const role of ['query', 'passage'] as const) {
            const vectors = await encoders.texts.get(name)!.encode(TEXTS, role);
            expect(vectors).toHaveLength(TEXTS.length);
            for (const vector of vectors) expectUnit(vector, dimensions);
          }
        }
      });

      it('do not depend on the texts beside them', async () => {
        const together = await anyText().encode(TEXTS, 'passage');
        for (const [index, text] of TEXTS.entries()) {
          const [alone] = await anyText().encode([text], 'passage');
          expectClose(together[index]!, alone!, tolerance);
        }
      });

      it('that have nothing to embed give null in their place', async () => {
        const [sofa] = await anyText().encode(['sofa'], 'query');
        const vectors = await anyText().encode(['', 'sofa', '  \n', 'sofa'], 'query');
        expect([vectors[0], vectors[2]]).toEqual([null, null]);
        for (const place of [1, 3]) expectClose(vectors[place]!, sofa!, tolerance);
      });

      it('may be none at all, and may be many', async () => {
        expect(await anyText().encode([], 'query')).toEqual([]);
        const many = Array.from({ length: 300 }, (_, index) => TEXTS[index % 3]!);
        const vectors = await anyText().encode(many, 'passage');
        expect(vectors).toHaveLength(300);
        for (const [index, vector] of vectors.entries()) expectClose(vector!, vectors[index % 3]!, tolerance);
      });

      it('of different words have different vectors, also when asked for at once', async () => {
        const calls = TEXTS.slice(0, 3).map((text) => anyText().encode([text], 'query'));
        const [bag, shoes, sofa] = (await Promise.all(calls)).map(([vector]) => vector!);
        for (const [a, b] of [
          [bag, shoes],
          [shoes, sofa],
          [bag, sofa],
        ] as const)
          expect(dot(a!, b!)).toBeLessThan(0.99);
        expectClose(sofa!, (await anyText().encode(['sofa'], 'query'))[0]!, tolerance);
      });
    });

    describe.skipIf(textsOnly)('pictures', () => {
      it('have a unit vector for each space that holds pictures, and probabilities', async () => {
        const { vectors, labels } = await encodePicture(await draw().png().toBuffer());
        const holding = encoders.spaces.filter(({ holds }) => holds === 'picture');
        expect(Object.keys(vectors).sort()).toEqual(holding.map((space) => space.name).sort());
        for (const space of holding) expectUnit(vectors[space.name]!, space.dimensions);
        for (const probability of Object.values(labels).flatMap((values) => Object.values(values))) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      });

      it('keep their order and do not depend on the pictures beside them', async () => {
        const pictures = await Promise.all(COLOURS.map((colour) => draw({ colour }).png().toBuffer()));
        const together = await encodePictures(pictures);
        expect(together).toHaveLength(pictures.length);
        for (const [index, picture] of pictures.entries()) {
          expectSamePicture(together[index] as EncodedPicture, await encodePicture(picture));
        }
        expect(Math.min(...cosines(together[0] as EncodedPicture, together[1] as EncodedPicture))).toBeLessThan(0.999);
      });

      it('may be none at all, and may be asked for at once', async () => {
        expect(await encodePictures([])).toEqual([]);
        const pictures = await Promise.all(COLOURS.slice(0, 3).map((colour) => draw({ colour }).png().toBuffer()));
        const atOnce = await Promise.all(pictures.map(encodePicture));
        for (const [index, picture] of pictures.entries())
          expectSamePicture(atOnce[index]!, await encodePicture(picture));
      });

      it('leave the bytes of the caller as they are', async () => {
        const bytes = await draw().png().toBuffer();
        const copy = Buffer.from(bytes);
        await encodePicture(bytes);
        expect(bytes.equals(copy)).toBe(true);
      });

      it('are the same in every format, and when bytes lie inside a larger buffer', async () => {
        const png = await draw().png().toBuffer();
        const reference = await encodePicture(png);
        expectSamePicture(reference, await encodePicture(Buffer.concat([Buffer.alloc(7), png]).subarray(7)));
        const alike = [
          await draw().webp({ lossless: true }).toBuffer(),
          await draw().jpeg({ quality: 95 }).toBuffer(),
          await draw().gif().toBuffer(),
          await draw().avif({ quality: 90 }).toBuffer(),
        ];
        for (const bytes of alike) {
          expect(Math.min(...cosines(reference, await encodePicture(bytes)))).toBeGreaterThan(0.9);
        }
      });

      it('may be grey, of 16 bits, or CMYK', async () => {
        const grey = await draw({ colour: '#555555' }).toColourspace('b-w').png().toBuffer();
        const deep = await draw().toColourspace('rgb16').png().toBuffer();
        const cmyk = await draw().flatten().toColourspace('cmyk').jpeg().toBuffer();
        for (const picture of await encodePictures([grey, deep, cmyk])) expect(picture).not.toBeInstanceOf(Error);
      });

      it('stand upright as their orientation says', async () => {
        const upright = await encodePicture(await draw().png().toBuffer());
        const turned = await encodePicture(await draw().rotate(270).png().toBuffer());
        const tagged = await encodePicture(await draw().rotate(270).withMetadata({ orientation: 6 }).png().toBuffer());
        // The decoder shrinks along other axes, so the pixels are not quite the same.
        for (const cosine of cosines(tagged, upright)) expect(cosine).toBeGreaterThan(0.98);
        expect(Math.min(...cosines(turned, upright))).toBeLessThan(Math.min(...cosines(tagged, upright)) - 0.01);
      });

      it('lie on white where they are transparent', async () => {
        const transparent = await draw({ background: 'none' }).png().toBuffer();
        const onWhite = await draw({ background: '#ffffff' }).png().toBuffer();
        expectSamePicture(await encodePicture(transparent), await encodePicture(onWhite), Math.max(tolerance, 0.01));
      });

      it('that move are their first frame', async () => {
        const frames = await Promise.all(['#d22020', '#2040d0'].map((colour) => draw({ colour }).png().toBuffer()));
        const { default: sharp } = await import('sharp');
        const animation = await sharp(frames, { join: { animated: true } })
          .webp({ lossless: true })
          .toBuffer();
        expectSamePicture(await encodePicture(animation), await encodePicture(frames[0]!));
      });
    });

    describe.skipIf(textsOnly)('pictures that cannot be used', () => {
      const broken = async (): Promise<[string, Uint8Array, RegExp][]> => {
        const png = await draw({ width: 400, height: 300 }).png().toBuffer();
        const jpeg = await draw({ width: 400, height: 300 }).jpeg().toBuffer();
        const side = Math.ceil(Math.sqrt(encoders.image!.maxPixels)) + 1;
        return [
          ['no bytes', new Uint8Array(0), /empty/u],
          ['a text', Buffer.from('id,title\n1,Sofa\n'), /no JPEG/u],
          ['a drawing in SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /no JPEG/u],
          ['a cut-off PNG', png.subarray(0, png.length / 2), /damaged or cut off/u],
          ['a cut-off JPEG', jpeg.subarray(0, jpeg.length / 2), /damaged or cut off/u],
          ['a header alone', jpeg.subarray(0, 20), /damaged or cut off/u],
          ['20,000 × 20,000 pixels', pngHeader(20_000, 20_000), /20000 × 20000 pixels/u],
          ['a few pixels too many', pngHeader(side, side), new RegExp(`${side} × ${side} pixels`, 'u')],
          ['too many bytes', Buffer.concat([png, Buffer.alloc(encoders.image!.maxBytes)]), /bytes; at most/u],
        ];
      };

      it('are errors that say why, in their place, and spoil no other', async () => {
        const cases = await broken();
        const good = await draw().png().toBuffer();
        const results = await encodePictures(cases.flatMap(([, bytes]) => [good, bytes]));
        expect(results).toHaveLength(cases.length * 2);
        const reference = await encodePicture(good);
        for (const [index, [what, , message]] of cases.entries()) {
          expectSamePicture(results[index * 2] as EncodedPicture, reference);
          const error = results[index * 2 + 1] as VitrineError;
          expect(error, what).toBeInstanceOf(VitrineError);
          expect(error.code, what).toBe('invalid_picture');
          expect(error.message, what).toMatch(message);
        }
      });

      it('may be all there is', async () => {
        const [first, second] = await encodePictures([Buffer.from('no'), new Uint8Array(0)]);
        expect([first, second].every((result) => result instanceof VitrineError)).toBe(true);
      });
    });

    it('may be closed twice', async () => {
      const others = await open();
      if (others.image) await others.image.encode([await draw().png().toBuffer()]);
      await others.close();
      await others.close();
    });
  });
}

function expectUnit(vector: Vector | null | undefined, dimensions: number): void {
  expect(vector).toBeInstanceOf(Float32Array);
  expect(vector).toHaveLength(dimensions);
  expect(Math.abs(dot(vector!, vector!) - 1)).toBeLessThan(1e-4);
}

function expectClose(a: Vector, b: Vector, tolerance: number): void {
  const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
  expect(worst).toBeLessThanOrEqual(tolerance);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
