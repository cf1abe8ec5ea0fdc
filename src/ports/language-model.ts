/** Why a language model gave nothing that can be used. */
export type ModelFailure =
  /** The key is missing or refused, the model is not there, or the request is not understood: asking again is no use. */
  | 'refused'
  /** No connection, an error of the server, or too many requests: it may do better soon. */
  | 'unavailable'
  | 'timeout'
  /** It answered, but not what it was asked for. */
  | 'invalid'
  /** It was not asked: paused after failures, too many at once, or today's tokens are spent. */
  | 'skipped';

/** `message` is for people, goes on after "the language model", and holds neither the key nor what a shopper typed. */
export class LanguageModelError extends Error {
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LanguageModelError';
    this.failure = failure;
  }
}

export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  /** Encoded pictures (JPEG, PNG, WebP) that the words speak of. */
  readonly pictures?: readonly Uint8Array[];
  /** The form of the answer: a JSON schema, and a name of letters, digits and `_`. */
  readonly schema: { readonly name: string; readonly json: Readonly<Record<string, unknown>> };
  readonly maxTokens: number;
  /** 0 to 2; the model's own without it. */
  readonly temperature?: number;
  /** Ends the request. */
  readonly signal: AbortSignal;
  /** Until when somebody waits, in milliseconds of the clock that the program uses; later answers still are of use. */
  readonly wantedBy: number;
}

export interface ModelReply {
  /** The answer's text, which ought to be JSON. */
  readonly text: string;
  /** Tokens of question and answer together. */
  readonly tokens: number;
}

/** A model that answers in text. Every failure is a `LanguageModelError`. */
export interface LanguageModel {
  readonly name: string;
  complete(request: ModelRequest): Promise<ModelReply>;
}
