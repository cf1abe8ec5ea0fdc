import { VitrineError } from '#src/errors';

/** The error for what cannot be opened; the cause stays readable. */
export function incompatible(what: string, cause?: unknown): VitrineError {
  const reason = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : '';
  return new VitrineError('generation_incompatible', `${what}${reason}. Run \`vitrine reindex\` to build a new one.`, {
    cause,
  });
}
