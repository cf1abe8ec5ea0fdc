import { VitrineError } from '#src/errors';

const DATA = /^data:(?<type>[^,]*?)(?<packed>;base64)?,(?<content>.*)$/isu;

/** The content of a `data:` address (RFC 2397). Throws `too_large`, or `invalid_picture` when it is none. */
export function readDataAddress(address: string, maxBytes: number): Uint8Array {
  const { packed, content } = DATA.exec(address)?.groups ?? {};
  if (content === undefined) throw invalid('it has no comma');
  if (content.length > maxBytes * 3) throw tooLarge(maxBytes);
  const bytes = packed === undefined ? percentDecoded(content) : Buffer.from(content, 'base64');
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  if (bytes.length === 0) throw invalid('it is empty');
  return bytes;
}

function percentDecoded(content: string): Buffer {
  const bytes = content.replace(/%([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function invalid(why: string): VitrineError {
  return new VitrineError('invalid_picture', `The data address of a picture cannot be read: ${why}.`);
}

function tooLarge(maxBytes: number): VitrineError {
  return new VitrineError('too_large', `The data address of a picture holds more than ${maxBytes} bytes.`);
}
