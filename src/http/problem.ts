import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import multer from 'multer';
import type { Logger } from 'pino';
import { asVitrineError, ERRORS, type ErrorCode, VitrineError } from '#src/errors';

/** An error as RFC 9457 has it; `code` is stable. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
}

export const PROBLEM_TYPE = 'application/problem+json';
const RETRY_AFTER_SECONDS = '1';

export function problemOf({ code, message }: VitrineError, detail = message): Problem {
  const { title, status } = ERRORS[code];
  return { type: `urn:vitrine:error:${code}`, title, status, detail, code };
}

export function sendProblem(response: Response, error: VitrineError, detail = error.message): void {
  const { status, retryable } = ERRORS[error.code];
  const problem = problemOf(error, detail);
  if (retryable && !response.hasHeader('Retry-After')) response.set('Retry-After', RETRY_AFTER_SECONDS);
  response.status(status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

export const noSuchRoute: RequestHandler = (request, response) => {
  const message = `There is no route ${request.method} ${request.path}. /openapi.json lists them.`;
  sendProblem(response, new VitrineError('route_not_found', message));
};

/** For a path that has other methods. */
export function wrongMethod(methods: readonly string[]): RequestHandler {
  const allowed = methods.map((method) => method.toUpperCase()).join(', ');
  return (request, response) => {
    response.set('Allow', allowed);
    const message = `${request.path} has no ${request.method}. It has: ${allowed}.`;
    sendProblem(response, new VitrineError('method_not_allowed', message));
  };
}

/** The last handler. What is our fault is logged in full and told without its inside. */
export function problemHandler(logger: Logger, pictureBytes: number): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (response.destroyed || response.headersSent) return void response.destroy();
    const known = asHttpError(error, pictureBytes);
    if (known.status >= 500)
      logger.error({ err: known.cause ?? known, requestId: response.locals.requestId }, known.code);
    const hidden = `Something went wrong. The log has it under the request ${response.locals.requestId}.`;
    sendProblem(response, known, known.code === 'internal' ? hidden : known.message);
  };
}

/** Errors of Express, its body parsers and multer as ours. */
function asHttpError(error: unknown, pictureBytes: number): VitrineError {
  if (error instanceof multer.MulterError) return uploadError(error, pictureBytes);
  if (!(error instanceof Error) || error instanceof VitrineError) return asVitrineError(error);
  if (error instanceof URIError)
    return new VitrineError(
      'invalid_request',
      'The path is not percent-encoded UTF-8. Encode ids by encodeURIComponent.',
    );
  const { type, status, limit, message } = error as Error & { type?: unknown; status?: unknown; limit?: unknown };
  if (type === 'entity.too.large')
    return new VitrineError('too_large', `The body has more than ${limit} bytes. Send less at a time.`);
  if (type === 'entity.parse.failed') return new VitrineError('invalid_request', `The body is not JSON: ${message}.`);
  if (status === 415) return new VitrineError('unsupported_media_type', `The body cannot be read: ${message}.`);
  if (typeof type === 'string' || status === 400)
    return new VitrineError('invalid_request', `The body cannot be read: ${message}.`);
  return /multipart|boundary|unexpected end of form/iu.test(message)
    ? new VitrineError('invalid_request', `The form cannot be read: ${message}.`)
    : asVitrineError(error);
}

function uploadError({ code, field, message }: multer.MulterError, pictureBytes: number): VitrineError {
  if (code === 'LIMIT_FILE_SIZE')
    return new VitrineError('too_large', `The picture has more than ${pictureBytes} bytes. Make it smaller.`);
  if (code === 'LIMIT_UNEXPECTED_FILE')
    return new VitrineError('invalid_request', `"${field}" is no file field: send one picture as "image".`);
  return new VitrineError('invalid_request', `The form cannot be read: ${message}.`);
}
