import type { Web } from '#src/ports/web';

/** Largest picture of a search, in bytes, and the time that a shopper waits for it. */
const MAX_BYTES = 20_000_000;
const DEADLINE_MS = 8_000;

/** Fetches the picture that somebody searches by, from a public address only. */
export function createPictureFetcher(web: Pick<Web, 'get'>): (url: string) => Promise<Uint8Array> {
  return async (url) => {
    const answer = await web.get({ url, maxBytes: MAX_BYTES, deadlineMs: DEADLINE_MS, type: 'image/' });
    // Nothing was known, so it cannot be unchanged.
    return answer.kind === 'content' ? answer.bytes : new Uint8Array(0);
  };
}
