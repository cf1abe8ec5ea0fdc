import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decompress } from '#src/adapters/files/decompress';

/** Made by zstd's own program, level 19. */
const fixture = (name: string): Buffer => readFileSync(new URL(`../../../fixtures/shop/${name}`, import.meta.url));
const packed = fixture('products.csv.zst');
const plain = fixture('products.csv');

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(bytes: Uint8Array, size = 65_536): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompress(chunksOf(bytes, size), 'feed')) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A frame of zstd (RFC 8878) whose blocks repeat one letter: `count` times 128 KiB out of 4 bytes each. */
function bomb(count: number): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const block = (isLast: boolean): Buffer => {
    const head = Buffer.alloc(4, 'a');
    head.writeUIntLE((131_072 << 3) | (1 << 1) | (isLast ? 1 : 0), 0, 3);
    return head;
  };
  return Buffer.concat([header, ...Array.from({ length: count }, (_, n) => block(n === count - 1))]);
}

describe('zstd', () => {
  it.each([1, 3, 17, 65_536])('is unpacked when it comes in pieces of %i', async (size) => {
    expect(await unpack(packed, size)).toEqual(plain);
    expect(await unpack(Buffer.concat([packed, packed]), size)).toEqual(Buffer.concat([plain, plain]));
  });

  it('is unpacked when a server packed it once more', async () => {
    expect(await unpack(gzipSync(packed))).toEqual(plain);
  });

  it.each([5, 100, -1])('that is cut off at %i says so', async (end) => {
    await expect(
      unpack(packed.subarray(0, packed.length + (end < 0 ? end : end - packed.length))),
    ).rejects.toMatchObject({ code: 'source_invalid', message: expect.stringMatching(/"feed" is cut off/u) });
  });

  it('that is damaged says so', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 40, 120);
    await expect(unpack(damaged)).rejects.toMatchObject({
      code: 'source_invalid',
      message: expect.stringMatching(/damaged|cut off/u),
    });
  });

  it('that wants a window of gigabytes is refused before it is given one', async () => {
    const greedy = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0]), Buffer.alloc(20)]);
    await expect(unpack(greedy, 1)).rejects.toThrow(/window of 1073741824 bytes/u);
  });

  it.each([1, 7, 65_536])('is watched to its last frame, in pieces of %i', async (size) => {
    const greedy = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0]), Buffer.alloc(20)]);
    const skipped = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 6, 0, 0, 0]), greedy.subarray(0, 6)]);
    const all = Buffer.concat([packed, bomb(1), skipped, packed]);
    expect((await unpack(all, size)).length).toBe(2 * plain.length + 131_072);
    await expect(unpack(Buffer.concat([all, greedy]), size)).rejects.toThrow(/window of 1073741824 bytes/u);
    const whole = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0x10, 0, 0, 0, 0]);
    await expect(unpack(Buffer.concat([packed, whole]), size)).rejects.toThrow(/window of 268435456 bytes/u);
  });
});

describe('a bomb', () => {
  it.each([
    ['zstd', bomb(5000)],
    ['gzip in gzip', gzipSync(gzipSync(Buffer.alloc(600_000_000), { level: 9 }), { level: 9 })],
  ])('of %s is refused before it fills anything', async (_, bytes) => {
    let unpacked = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of decompress(chunksOf(bytes, 65_536), 'feed')) unpacked += chunk.length;
    };
    await expect(read()).rejects.toThrow(/unpacks to over 250 times its size/u);
    expect(unpacked).toBeLessThan(600_000_000);
  });
});
