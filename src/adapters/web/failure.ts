import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';

/** Why an attempt failed, and whether another may do better. */
export interface Failure {
  readonly error: VitrineError;
  readonly mayPass: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

const PASSING_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Of a host that cannot be found, or a certificate that is wrong, another attempt says the same. */
const LASTING_CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate cannot be verified',
};
const PASSING_CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers at its port',
  ECONNRESET: 'the connection was closed before the end',
  EPIPE: 'the connection was closed',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ETIMEDOUT: 'the connection took too long',
};

/** An error of a connection, in words. */
export function failureOf(error: unknown, url: string): Failure {
  if (error instanceof VitrineError) return { error, mayPass: false };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const lasting = LASTING_CODES[code];
  const reason = lasting ?? PASSING_CODES[code] ?? (error instanceof Error ? error.message : String(error));
  return { error: unavailable(url, reason, error), mayPass: lasting === undefined };
}

/** An answer that is not the content. */
export function failureOfStatus(status: number, headers: Readonly<Record<string, unknown>>, url: string): Failure {
  const meaning = STATUSES[status] ?? (status >= 500 ? 'its server failed' : 'it does not give the content');
  const seconds = Number(headers['retry-after']);
  return {
    error: unavailable(url, `${meaning} (status ${status})`, { status }),
    mayPass: PASSING_STATUSES.has(status),
    retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  };
}

const STATUSES: Readonly<Record<number, string>> = {
  401: 'it wants a password',
  403: 'it is not allowed; an address that was signed may have expired',
  404: 'there is nothing',
  410: 'it is gone',
  429: 'it was asked too often',
};

export function unavailable(url: string, reason: string, cause?: unknown): VitrineError {
  return new VitrineError('web_unavailable', `${shownAddress(url)} cannot be fetched: ${reason}.`, { cause });
}

export function tookTooLong(url: string, ms: number): VitrineError {
  return new VitrineError('timeout', `${shownAddress(url)} was not fetched within ${ms / 1000} s.`);
}

/** Whether it is the host that fails; that a picture is missing or too large says nothing about the others there. */
export function isHostsFault(error: unknown): boolean {
  if (!(error instanceof VitrineError)) return false;
  if (error.code !== 'web_unavailable') return error.code === 'timeout';
  const status = statusOf(error);
  return status === undefined || PASSING_STATUSES.has(status);
}

/** Whether the server says that there is no such thing. */
export function isMissing(error: VitrineError): boolean {
  const status = statusOf(error);
  return status === 404 || status === 410;
}

function statusOf({ cause }: VitrineError): number | undefined {
  // Of an answer's status `failureOfStatus` makes the cause.
  return (cause as { readonly status?: number } | undefined)?.status;
}
