import { createHash } from 'node:crypto';
import { VitrineError } from '#src/errors';

type SectionArray = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** Arrays by name. */
export type Sections = Readonly<Record<string, SectionArray>>;

/** Other files do not begin like it. */
const MAGIC = 'VITRCF\r\n';
const ALIGNMENT = 8;
const DIGEST_BYTES = 32;
const TYPES = { Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;

interface Entry {
  readonly name: string;
  readonly type: keyof typeof TYPES;
  readonly length: number;
}

/**
 * A header and arrays as one run of bytes:
 *
 *     magic (8) · length of the JSON (4) · format (4) · JSON, with the list of arrays · arrays · SHA-256 of all before (32)
 *
 * Numbers are little-endian, everything begins at a multiple of 8, so the arrays are read where they lie.
 */
export function encodeSections(header: { readonly format: number }, sections: Sections): Uint8Array {
  const entries = Object.entries(sections).map(
    ([name, array]): Entry => ({ name, type: typeOf(array), length: array.length }),
  );
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections: entries }));
  const arrays = Object.values(sections);
  const size = 16 + aligned(json.length) + arrays.reduce((sum, array) => sum + aligned(array.byteLength), 0);
  const bytes = new Uint8Array(size + DIGEST_BYTES);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(8, json.length, true);
  new DataView(bytes.buffer).setUint32(12, header.format, true);
  bytes.set(json, 16);
  let at = 16 + aligned(json.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  bytes.set(digest(bytes.subarray(0, size)), size);
  return bytes;
}

/** Views of the arrays in `bytes`, which are copied only if they do not begin at a multiple of 8. */
export function decodeSections(
  bytes: Uint8Array,
  format: number,
): { readonly header: Readonly<Record<string, unknown>>; readonly sections: Sections } {
  const whole = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  if (whole.length < 16 + DIGEST_BYTES || new TextDecoder().decode(whole.subarray(0, 8)) !== MAGIC)
    throw damaged('it does not begin like one');
  if (view.getUint32(12, true) !== format)
    throw new VitrineError(
      'generation_incompatible',
      `The trained model has format ${view.getUint32(12, true)} and this version reads ${format}: train again.`,
    );
  const size = whole.length - DIGEST_BYTES;
  if (digest(whole.subarray(0, size)).compare(whole.subarray(size)) !== 0) throw damaged('its checksum is another');
  const jsonLength = view.getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(16, 16 + jsonLength))) as { sections: Entry[] };
  const sections: Record<string, SectionArray> = {};
  let at = whole.byteOffset + 16 + aligned(jsonLength);
  for (const { name, type, length } of header.sections) {
    sections[name] = new TYPES[type](whole.buffer as ArrayBuffer, at, length);
    at += aligned(length * TYPES[type].BYTES_PER_ELEMENT);
  }
  return { header: { ...header }, sections };
}

function typeOf(array: SectionArray): Entry['type'] {
  const type = Object.keys(TYPES).find((name) => array instanceof TYPES[name as Entry['type']]);
  return type as Entry['type'];
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function damaged(how: string): VitrineError {
  return new VitrineError('data_folder_damaged', `A trained model cannot be read: ${how}. Train again.`);
}
