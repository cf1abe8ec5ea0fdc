import { shownAddress } from '#src/domain/web-address';
import { type ErrorCode, VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { PictureSource } from '#src/ports/records';
import { type Fault, fault } from './faults.ts';
import { hashText } from './record.ts';

/** How pictures on the web are dealt with: asked for when they are new, or whether they changed, or not at all. */
export type WebPolicy = 'new' | 'refresh' | 'known-only';

/** Where a picture is, and what tells that it changed. */
export type Place = Omit<PictureSource, 'number'>;

/** Why an item is indexed without a picture of the web, by the error of fetching it. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  web_unavailable: 'a picture on the web cannot be fetched',
  timeout: 'a picture on the web took too long',
  too_large: 'a picture has too many bytes',
  invalid_picture: 'what is at the web address of a picture is none',
  address_refused: 'the web address of a picture leads inside',
  invalid_request: 'the web address of a picture is none',
};

/** The fault of a picture that could not be fetched; undefined for errors that are about more than the picture. */
export function webFault(error: unknown): Fault | undefined {
  if (!(error instanceof VitrineError)) return undefined;
  const reason = REASONS[error.code];
  return reason === undefined ? undefined : { reason, detail: error.message };
}

/** A picture on the web, with what tells that it changed; `remote` where it is not to be asked for. */
export async function placeOnWeb(
  address: string,
  known: readonly PictureSource[],
  files: Files,
  policy: WebPolicy,
): Promise<Place | Fault | 'remote'> {
  const before = known.find(({ path }) => path === address)?.signature;
  if (policy === 'known-only' || !files.look)
    return before === undefined ? 'remote' : { path: address, signature: before };
  try {
    return { path: address, signature: await files.look(address, { known: before, refresh: policy === 'refresh' }) };
  } catch (error) {
    const found = webFault(error);
    if (!found) throw error;
    // That a server is down today does not take away what was fetched yesterday.
    return before !== undefined && isPassing(error) ? { path: address, signature: before } : found;
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof VitrineError && error.retryable;
}

/** Longest `data:` address, in characters: it is kept with its item. */
const LONGEST_DATA = 4_000_000;

/** A picture that lies in the row itself. */
export function placeOfData(image: string): Place | Fault {
  if (image.length > LONGEST_DATA)
    return fault('a picture that lies in the row itself (data:) is too long', image.slice(0, 60));
  return { path: image, signature: hashText(image) };
}

/** A picture's place, fit to be shown. */
export function shownPlace(path: string): string {
  return path.startsWith('data:') ? `${path.slice(0, 30)}…` : shownAddress(path);
}
