import type { IncomingMessage } from 'node:http';
import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { Validators } from '#src/ports/web';

export function validatorsOf({ headers }: IncomingMessage): Validators {
  const { etag, 'last-modified': lastModified } = headers;
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

/** Asks for the content only if it changed. */
export function conditions({ etag, lastModified }: Validators = {}): Record<string, string> {
  if (etag !== undefined) return { 'if-none-match': etag };
  return lastModified === undefined ? {} : { 'if-modified-since': lastModified };
}

/** Asks for the content only if it is still the same; a weak validator cannot tell. */
export function sameness({ etag, lastModified }: Validators): Record<string, string> {
  if (etag !== undefined && !etag.startsWith('W/')) return { 'if-match': etag };
  return lastModified === undefined ? {} : { 'if-unmodified-since': lastModified };
}

/** What servers say of files whose type they do not know. */
const SAYS_NOTHING = /^(?:application|binary)\/(?:octet-stream|x-download|force-download)$/u;

/** Throws `invalid_picture` when the answer says that it is something else than wanted, e.g. the page of a login. */
export function refuseOtherType(response: IncomingMessage, wanted: string, url: string): void {
  const type = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type.startsWith(wanted) || SAYS_NOTHING.test(type)) return;
  response.destroy();
  throw new VitrineError('invalid_picture', `${shownAddress(url)} is of the type ${type}, not ${wanted}….`);
}
