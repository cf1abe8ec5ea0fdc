import { type CodedVector, writeCodes } from '#src/domain/coded-vectors';
import type { Vector, Vectors } from '#src/domain/space';

/** The vectors of an item's text by space: a step as a float of 32 bits, and codes of 16. */
export type CodedTexts = Readonly<Record<string, CodedVector>>;

const STEP_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** For a record: for each space a line `<break>space<tab>base64`, the bytes in the order of the usual processors. */
export function writeTexts(vectors: Vectors): string {
  return Object.entries(vectors)
    .map(([space, vector]) => `\n${space}\t${codeOf(vector)}`)
    .join('');
}

export function readTexts(text: string): CodedTexts {
  const texts: Record<string, CodedVector> = {};
  for (let at = 0; at < text.length; ) {
    const tab = text.indexOf('\t', at);
    const next = text.indexOf('\n', tab);
    const end = next < 0 ? text.length : next;
    texts[text.slice(at + 1, tab)] = codedText(text.slice(tab + 1, end));
    at = end;
  }
  return texts;
}

function codeOf(vector: Vector): string {
  const bytes = Buffer.alloc(STEP_BYTES + vector.length * Int16Array.BYTES_PER_ELEMENT);
  const codes = new Int16Array(vector.length);
  bytes.writeFloatLE(writeCodes(vector, codes, 0));
  bytes.set(new Uint8Array(codes.buffer), STEP_BYTES);
  return bytes.toString('base64');
}

/** In memory of its own, because a piece of a pool may begin at any byte. */
function codedText(code: string): CodedVector {
  const memory = new ArrayBuffer(Buffer.byteLength(code, 'base64'));
  const bytes = Buffer.from(memory);
  bytes.write(code, 'base64');
  return { step: bytes.readFloatLE(), codes: new Int16Array(memory, STEP_BYTES) };
}
