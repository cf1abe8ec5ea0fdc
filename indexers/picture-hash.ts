import type { PictureSource } from '#src/ports/records';
import { hashText } from './record.ts';

type Source = Pick<PictureSource, 'path' | 'signature'>;

/**
 * A picture's hash in a generation: of its bytes, and behind it in short of where they lay and what told that they
 * had not changed. So an untouched file need not even be read, and a touched one of equal bytes need not be encoded.
 */
export function pictureHash(bytesHash: string, source: Source): string {
  return `${bytesHash}.${placeHash(source)}`;
}

export function isSameFile(hash: string, source: Source): boolean {
  return hash.endsWith(`.${placeHash(source)}`);
}

export function hasSameBytes(hash: string, bytesHash: string): boolean {
  return hash.startsWith(`${bytesHash}.`);
}

function placeHash({ path, signature }: Source): string {
  return hashText(`${path}\n${signature}`).slice(0, 12);
}
