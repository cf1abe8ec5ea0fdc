/** The catalogue of errors. `status` is the HTTP status; the exit status is 2 for `usage` and 1 otherwise. */
export const ERRORS = {
  usage: { status: 400, retryable: false, title: 'Wrong usage' },
  invalid_request: { status: 400, retryable: false, title: 'The request is not valid' },
  invalid_filter: { status: 400, retryable: false, title: 'The filter is not valid' },
  unknown_field: { status: 400, retryable: false, title: 'The catalog has no such field' },
  invalid_picture: { status: 400, retryable: false, title: 'The picture cannot be read' },
  invalid_item: { status: 400, retryable: false, title: 'The item is not valid' },
  invalid_event: { status: 400, retryable: false, title: 'The event is not valid' },
  invalid_configuration: { status: 500, retryable: false, title: 'The configuration is not valid' },
  unauthorised: { status: 401, retryable: false, title: 'An API key is needed' },
  item_not_found: { status: 404, retryable: false, title: 'No such item' },
  catalog_not_found: { status: 404, retryable: false, title: 'No such catalog' },
  route_not_found: { status: 404, retryable: false, title: 'No such route' },
  method_not_allowed: { status: 405, retryable: false, title: 'The route has no such method' },
  too_large: { status: 413, retryable: false, title: 'The request is too large' },
  unsupported_media_type: { status: 415, retryable: false, title: 'The body is of a type that is not read' },
  rate_limited: { status: 429, retryable: true, title: 'Too many requests' },
  source_not_found: { status: 400, retryable: false, title: 'The source cannot be read' },
  source_invalid: { status: 400, retryable: false, title: 'The source cannot be understood' },
  address_refused: { status: 400, retryable: false, title: 'The address may not be asked' },
  web_unavailable: { status: 502, retryable: true, title: 'A web address does not give its content' },
  models_missing: { status: 500, retryable: false, title: 'The weights of a model are missing' },
  generation_incompatible: { status: 500, retryable: false, title: 'The index was built by something else' },
  switch_refused: { status: 409, retryable: false, title: 'The new index is unlike the live one' },
  data_folder_newer: { status: 500, retryable: false, title: 'The data folder was written by a newer version' },
  data_folder_damaged: { status: 500, retryable: false, title: 'The data folder is damaged' },
  data_folder_held: { status: 503, retryable: true, title: 'Another process holds the data folder' },
  storage_full: { status: 507, retryable: true, title: 'No space is left' },
  store_unavailable: { status: 503, retryable: true, title: 'A store does not answer' },
  timeout: { status: 504, retryable: true, title: 'Something took too long' },
  interrupted: { status: 503, retryable: true, title: 'Interrupted' },
  internal: { status: 500, retryable: false, title: 'Something went wrong' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class that users see; `message` says what, which value, and what to do. */
export class VitrineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'VitrineError';
    this.code = code;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** Whether it is an error of this code. */
export function hasCode(error: unknown, code: ErrorCode): error is VitrineError {
  return error instanceof VitrineError && error.code === code;
}

/** The error as users should see it: known ones as they are, a full disk recognised, anything else `internal`. */
export function asVitrineError(error: unknown): VitrineError {
  if (error instanceof VitrineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|SQLITE_FULL|no space left|database or disk is full/iu.test(message)) {
    return new VitrineError(
      'storage_full',
      'No space is left on the disk. Free some and run the same command again: it resumes.',
      { cause: error },
    );
  }
  return new VitrineError('internal', withoutTrace(message), { cause: error });
}

/** LanceDB gives the places in its source, and every cause once more: the first line says what happened. */
function withoutTrace(message: string): string {
  const first = message.split(/\n|Caused by:/u)[0]!;
  return first.replace(/,? *\/\S+\.rs:\d+:\d+/gu, '').trim();
}
