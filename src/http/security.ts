import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { VitrineError } from '#src/errors';
import { sendProblem } from './problem.ts';

/**
 * Headers that keep a browser from doing what the storefront never asks for: scripts, styles and connections come from
 * here alone; pictures also from memory (a preview of what was dropped). Whether the way here is encrypted is for the
 * proxy in front to say, so nothing is upgraded.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
  });
}

/** At most so many requests a minute from one address, pictures apart; 0 is no limit. */
export function requestLimit(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy is believed is our setting; its header alone is nothing to complain about.
    validate: { xForwardedForHeader: false },
    skip: (request) => /\/images\/\d+$/u.test(request.path),
    handler: (_request, response) => {
      const message = `More than ${perMinute} requests a minute came from this address. Wait for the seconds in Retry-After.`;
      sendProblem(response, new VitrineError('rate_limited', message));
    },
  });
}
