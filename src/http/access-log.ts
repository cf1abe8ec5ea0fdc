import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * One line for each request: method, the pattern of the route, status, time. Never the address asked for, the headers or
 * the body: they hold what shoppers type, who they are, and keys.
 */
export function accessLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      const line = {
        requestId,
        method: request.method,
        route: response.locals.route ?? 'other',
        status: response.statusCode,
        ms,
      };
      logger.info(response.writableFinished ? line : { ...line, aborted: true }, 'request');
    });
    next();
  };
}
