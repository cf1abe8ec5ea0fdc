import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { VitrineError } from '#src/errors';
import { isLoopback } from './config.ts';

/**
 * Lets writes through that carry the key, as `Authorization: Bearer KEY` or `x-api-key: KEY`. Without a key, only those
 * addressed to this machine by a loopback name: a page elsewhere whose name was bent to 127.0.0.1, or a proxy in front,
 * shows by its `Host`.
 */
export function requireApiKey(apiKey: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (carriesKey(request, apiKey)) return next();
    response.set('WWW-Authenticate', 'Bearer realm="vitrine"');
    throw new VitrineError('unauthorised', apiKey === undefined ? NO_KEY : WRONG_KEY);
  };
}

/** Whether the request may write: it carries the key, or none is set and it comes from this machine. */
export function carriesKey(request: Request, apiKey: string | undefined): boolean {
  return apiKey === undefined ? isLoopback(request.hostname) : isSame(givenKey(request), apiKey);
}

const NO_KEY =
  'Writes from elsewhere need a key: set VITRINE_API_KEY for the server and send it as "Authorization: Bearer KEY".';
const WRONG_KEY = 'This needs the API key: send it as "Authorization: Bearer KEY".';

function givenKey(request: Request): string {
  const bearer = /^Bearer\s+(\S+)\s*$/iu.exec(request.get('authorization') ?? '')?.[1];
  return bearer ?? request.get('x-api-key') ?? '';
}

/** Compares digests, so the time tells neither length nor a common beginning. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
