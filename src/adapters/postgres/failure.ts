import { asVitrineError, VitrineError } from '#src/errors';

/** SQLSTATEs of a server that is not there for now: broken connections, shut-downs, no slots, a standby. */
const UNAVAILABLE = /^(?:08...|57P0.|53300|25006)$/u;
/** Of waiting too long: for a lock, for a statement, for what we do within a transaction. */
const TOO_LONG = new Set(['55P03', '57014', '25P03']);
/** Of an address, a password, a database or rights that are wrong. */
const REFUSED = new Set(['28000', '28P01', '3D000', '3F000', '42501']);
const DISK_FULL = '53100';
const SOCKET =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)$/u;
/** What the library says without a code. */
const NO_ANSWER = /Connection terminated|timeout exceeded when trying to connect|Query read timeout|timeout expired/u;

/** The error as users see it; `where` names the server without the password. */
export function errorOf(error: unknown, where: string): VitrineError {
  if (error instanceof VitrineError) return error;
  const code = codeOf(error);
  const why = reasonOf(error);
  if (isUnavailable(error)) {
    return new VitrineError(
      'store_unavailable',
      `PostgreSQL at ${where} does not answer (${why}). Check that it runs and is reachable, then try again.`,
      { cause: error },
    );
  }
  if (TOO_LONG.has(code)) {
    return new VitrineError('timeout', `PostgreSQL at ${where} took too long (${why}). Try again.`, { cause: error });
  }
  if (REFUSED.has(code)) {
    return new VitrineError(
      'invalid_configuration',
      `PostgreSQL at ${where} refuses (${why}). Check DATABASE_URL and the rights of its user.`,
      { cause: error },
    );
  }
  if (code === DISK_FULL) {
    return new VitrineError(
      'storage_full',
      `PostgreSQL at ${where} has no space left (${why}). Free some and run the same command again: it resumes.`,
      { cause: error },
    );
  }
  return asVitrineError(error);
}

/** Whether the server did not answer at all, so that the connection is of no more use. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return UNAVAILABLE.test(code) || SOCKET.test(code) || NO_ANSWER.test(reasonOf(error));
}

/** SQLSTATE or the name of a socket's error; '' when there is neither. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}

function reasonOf(error: unknown): string {
  // A name with several addresses gives an error for each, under an empty message.
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
