import {
  QdrantClientResourceExhaustedError,
  QdrantClientTimeoutError,
  QdrantClientUnexpectedResponseError,
} from '@qdrant/js-client-rest';
import { VitrineError } from '#src/errors';

/**
 * What went wrong with a call: `unsent` never reached a server, `lost` may or may not have been done, `busy` was
 * refused for now, `final` would go wrong again.
 */
export interface Failure {
  readonly kind: 'unsent' | 'lost' | 'busy' | 'final';
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs?: number;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  readonly reason: string;
  /** What to do about it, where that is known. */
  readonly advice?: string;
  readonly cause: unknown;
}

/** Codes of sockets that were never connected. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Codes of certificates that are not accepted; nothing is sent to such a server. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|SELF_SIGNED_|DEPTH_ZERO_SELF_SIGNED_|UNABLE_TO_(VERIFY|GET_ISSUER))/u;

/** Codes of who talks TLS to somebody who does not, and the other way round. */
const WRONG_PROTOCOL: Readonly<Record<string, string>> = {
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not speak TLS there: set an address that begins with http://.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'It does not speak TLS there: set an address that begins with http://.',
  HPE_INVALID_CONSTANT: 'It may speak TLS there: set an address that begins with https://.',
};

export function failureOf(error: unknown): Failure {
  if (error instanceof QdrantClientTimeoutError) return { kind: 'lost', reason: 'no answer in time', cause: error };
  if (error instanceof QdrantClientResourceExhaustedError) {
    return { kind: 'busy', retryAfterMs: error.retry_after * 1000, reason: 'too many requests', cause: error };
  }
  const status = statusOf(error);
  if (status !== undefined) {
    const kind = status === 429 || status >= 500 ? 'busy' : 'final';
    return { kind, status, reason: `${status} ${serverReason(error)}`, cause: error };
  }
  if (error instanceof QdrantClientUnexpectedResponseError)
    return { kind: 'busy', reason: firstLine(error), cause: error };
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return networkFailure(codeOf(error.cause), error);
  }
  // An answer that breaks off within its body.
  if (error instanceof TypeError && error.message === 'terminated')
    return { kind: 'lost', reason: 'broken off', cause: error };
  return { kind: 'final', reason: firstLine(error), cause: error };
}

function networkFailure(code: string, cause: unknown): Failure {
  if (CERTIFICATE.test(code)) {
    const advice =
      'Its certificate is not accepted: name the certificate of who issued it in NODE_EXTRA_CA_CERTS, or renew it.';
    return { kind: 'unsent', reason: code, advice, cause };
  }
  const advice = WRONG_PROTOCOL[code];
  return { kind: UNSENT.has(code) ? 'unsent' : 'lost', reason: code, ...(advice && { advice }), cause };
}

/** The failure as users see it; `what` was tried at `url`. */
export function errorOf({ kind, status, reason, advice, cause }: Failure, what: string, url: string): VitrineError {
  if (kind !== 'final') {
    return new VitrineError(
      'store_unavailable',
      `Qdrant at ${url} does not answer (${what}: ${reason}). ${advice ?? 'Check that it runs and is reachable, then try again.'}`,
      { cause },
    );
  }
  if (status === 401 || status === 403) {
    return new VitrineError(
      'invalid_configuration',
      `Qdrant at ${url} refuses the API key (${what}: ${reason}). Set QDRANT_API_KEY.`,
      { cause },
    );
  }
  if (status === 404) {
    return new VitrineError(
      'generation_incompatible',
      `Qdrant at ${url} lacks a collection of the index (${what}: ${reason}). Run \`vitrine reindex\` to build a new one.`,
      { cause },
    );
  }
  return new VitrineError('internal', `Qdrant at ${url} refused to ${what}: ${reason}`, { cause });
}

/** The client's errors for an answer have its status, but their class is not exported. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** `{status: {error}}` is how the server says why. */
function serverReason(error: unknown): string {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const status = typeof data === 'object' && data !== null && 'status' in data ? data.status : undefined;
  const reason = typeof status === 'object' && status !== null && 'error' in status ? status.error : undefined;
  return typeof reason === 'string' ? reason.split('\n')[0]! : firstLine(error);
}

function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? firstLine(cause) : 'connection failed';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
