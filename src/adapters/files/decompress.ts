import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { VitrineError } from '#src/errors';

/** The bytes themselves, or what they unpack to when they begin like gzip (members may follow one another). */
export async function* decompress(chunks: AsyncGenerator<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const [head, rest] = await peek(chunks);
  if (!(head[0] === 0x1f && head[1] === 0x8b)) {
    yield* rest;
    return;
  }
  const source = Readable.from(rest, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (cause) {
    throw new VitrineError(
      'source_invalid',
      `"${name}" is damaged or cut off: it cannot be unpacked to its end (gzip). Make the file again.`,
      { cause },
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** The first two bytes at least (fewer at the end), and everything from the beginning. */
async function peek(chunks: AsyncGenerator<Uint8Array>): Promise<[Uint8Array, AsyncGenerator<Uint8Array>]> {
  let head = new Uint8Array(0);
  while (head.length < 2) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = head.length === 0 ? new Uint8Array(value) : new Uint8Array(Buffer.concat([head, value]));
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  return [head, whole()];
}
