import { expect, it } from 'vitest';
import { createPictureEncoder, type PictureJob } from '#indexers/encode-pictures';
import type { ImageEncoder } from '#src/ports/encoders';
import { deferred } from '../../support/deferred.ts';
import { createMemoryFiles } from '../../support/memory-files.ts';

const REMEMBERED = 1000;

/** An encoder whose vector is the one number that a picture holds. */
function createNumbers() {
  const encoded: number[] = [];
  const numberOf = (bytes: Uint8Array) => Number(Buffer.from(bytes).toString());
  const image: ImageEncoder = {
    maxPixels: 1,
    maxBytes: 100,
    async encode(pictures) {
      encoded.push(...pictures.map(numberOf));
      return pictures.map((bytes) => ({ vectors: { v: Float32Array.of(numberOf(bytes)) }, labels: {} }));
    },
  };
  const files = createMemoryFiles({});
  const jobs = (numbers: readonly number[]): PictureJob[] =>
    numbers.map((number, index) => {
      const path = `/${index} of ${number}`;
      files.content.set(path, Buffer.from(String(number)));
      return { source: { number: 0, path, signature: '' }, known: undefined };
    });
  const run = async (encoder: ReturnType<typeof createPictureEncoder>, numbers: readonly number[]) =>
    (await encoder.encode(jobs(numbers))).map((outcome) => 'vectors' in outcome && outcome.vectors.v![0]);
  return { encoded, image, files, run };
}

it('encodes equal bytes once, also when they come again while they are encoded', async () => {
  const { encoded, image, files, run } = createNumbers();
  const begin = deferred();
  const slow: ImageEncoder = { ...image, encode: (pictures) => begin.promise.then(() => image.encode(pictures)) };
  const encoder = createPictureEncoder(slow, files);
  const both = Promise.all([run(encoder, [1, 2, 1]), run(encoder, [2, 3])]);
  begin.resolve();
  expect(await both).toEqual([
    [1, 2, 1],
    [2, 3],
  ]);
  expect(encoded.sort()).toEqual([1, 2, 3]);
});

it('keeps what is remembered while what is new comes in', async () => {
  const { encoded, image, files, run } = createNumbers();
  const encoder = createPictureEncoder(image, files);
  const many = Array.from({ length: REMEMBERED }, (_, number) => number);
  await run(encoder, many);
  const fresh = Array.from({ length: 60 }, (_, index) => REMEMBERED + index);
  expect(await run(encoder, [...fresh, 0])).toEqual([...fresh, 0]);
  expect(encoded).toHaveLength(REMEMBERED + fresh.length);
});

it('tries again what could not be encoded because the encoder failed', async () => {
  const { image, files, run } = createNumbers();
  let fails = true;
  const encoder = createPictureEncoder(
    {
      ...image,
      encode: async (pictures) => (fails ? Promise.reject(new Error('it is down')) : image.encode(pictures)),
    },
    files,
  );
  await expect(run(encoder, [1, 2])).rejects.toThrow('it is down');
  fails = false;
  expect(await run(encoder, [1, 2])).toEqual([1, 2]);
});
