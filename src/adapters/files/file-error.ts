import { asVitrineError, VitrineError } from '#src/errors';

/** What went wrong with a file in words: `source_not_found`, naming it as the user did. */
export function explainFileError(error: unknown, name: string): VitrineError {
  if (error instanceof VitrineError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? asVitrineError(error).message;
  const shown = name.replace(/[\p{Cc}\p{Surrogate}]/gu, '\ufffd');
  return new VitrineError('source_not_found', `"${shown}" cannot be read: ${reason}.`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path',
  ENOTDIR: 'a part of its path is a file, not a folder. Check the path',
  EISDIR: 'it is a folder. Give the path of a file in it',
  EACCES: 'it is not allowed. Change its permissions, or those of its folder',
  EPERM: 'it is not allowed. Change its permissions, or those of its folder',
  ENAMETOOLONG: 'its path is too long. Check the path',
  ELOOP: 'its path goes round in links. Check the path',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n)',
  EIO: 'the disk reports an error. Check the disk',
  ERR_INVALID_ARG_VALUE: 'its path holds a character that no path can have. Check the path',
};
