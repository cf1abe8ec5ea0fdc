import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompress } from '#src/adapters/files/decompress';
import { VitrineError } from '#src/errors';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size: number): Promise<{ bytes: Buffer; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of decompress(chunksOf(bytes, size), 'x')) chunks.push(chunk);
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
  return { bytes: Buffer.concat(chunks) };
}

const content = fc.uint8Array({ maxLength: 300 });
const chunkSize = fc.integer({ min: 1, max: 400 });

describe('decompress', () => {
  it('gives back what was packed, whatever the members and wherever the chunks end', () =>
    fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 4 }), chunkSize, async (members, size) => {
        const packed = Buffer.concat(members.map((member) => gzipSync(member)));
        expect(await read(packed, size)).toEqual({ bytes: Buffer.concat(members) });
      }),
    ));

  it('gives what does not begin like gzip as it is', () =>
    fc.assert(
      fc.asyncProperty(content, chunkSize, async (bytes, size) => {
        fc.pre(!(bytes[0] === 0x1f && bytes[1] === 0x8b));
        expect(await read(bytes, size)).toEqual({ bytes: Buffer.from(bytes) });
      }),
    ));

  it('gives a beginning, and tells that the end is missing, wherever it is cut', () =>
    fc.assert(
      fc.asyncProperty(
        content,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        chunkSize,
        async (bytes, at, size) => {
          const packed = gzipSync(bytes);
          const cut = Math.max(2, Math.floor(at * packed.length));
          const { bytes: readable, error } = await read(packed.subarray(0, cut), size);
          expect(readable.equals(Buffer.from(bytes).subarray(0, readable.length))).toBe(true);
          expect(error).toBeInstanceOf(VitrineError);
          // Of short contents all is packed before the check sum and the length, 8 bytes.
          if (cut >= packed.length - 8) expect(readable.length).toBe(bytes.length);
        },
      ),
    ));
});
