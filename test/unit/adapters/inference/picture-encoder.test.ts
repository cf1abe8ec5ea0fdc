import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createPictureEncoder } from '#src/adapters/inference/picture-encoder';
import { draw } from '#test/support/pictures';

it('leaves a thread of the pool to those who read files, however many pictures come at once', async () => {
  const encoder = createPictureEncoder({
    limits: { maxPixels: 1e6, maxBytes: 1e6 },
    framing: { resize: { width: 8, height: 8, fit: 'fill' } },
    batchSize: 8,
    run: async () => [],
    read: () => ({ vectors: {}, labels: {} }),
  });
  const bytes = await draw({ width: 64, height: 64 }).png().toBuffer();
  let most = 0;
  const count = (atWork: number): void => {
    most = Math.max(most, atWork);
  };
  sharp.queue.on('change', count);
  const calls = [1, 2].map(() => encoder.encode(Array.from({ length: 20 }, () => bytes)));
  const encoded = (await Promise.all(calls)).flat();
  sharp.queue.off('change', count);
  expect(encoded.filter((one) => !(one instanceof Error))).toHaveLength(40);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(4);
});
