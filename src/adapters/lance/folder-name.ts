import { createHash } from 'node:crypto';

const LONGEST = 100;

/** A folder name for any text: different ones for different texts, also where case does not count. */
export function folderName(text: string): string {
  const safe = Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return /[a-z0-9_-]/u.test(character) ? character : `=${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  if (safe === '') return '=';
  if (safe.length <= LONGEST) return safe;
  return `${safe.slice(0, LONGEST)}=${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
