/** What tells whether a resource changed, as its server gave it with the answer (RFC 9110, section 8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A small thing that is wanted whole, e.g. a picture. */
export interface WebRequest {
  /** `http` or `https`. */
  readonly url: string;
  /** Largest content, unpacked. */
  readonly maxBytes: number;
  /** For everything from its turn on: redirects, retries, the last byte. */
  readonly deadlineMs: number;
  /** Beginning of media types that are taken, e.g. `image/`; those that say nothing (`application/octet-stream`) too. */
  readonly type?: string;
  /** Of what is known already: when it did not change, nothing is sent. */
  readonly validators?: Validators | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type WebAnswer =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'content'; readonly bytes: Uint8Array; readonly validators: Validators };

/** A large thing that is read as it comes. */
export interface WebStream {
  /** As sent, before unpacking; undefined when the server does not say. */
  readonly size: number | undefined;
  /** Whether a connection that breaks can be told from the end: else a part may be taken for the whole. */
  readonly endIsKnown: boolean;
  readonly validators: Validators;
  /** Whether the server gives parts of it. */
  readonly hasRanges: boolean;
  /** Once. Throws when the connection breaks, stalls or drips before the end. */
  read(): AsyncGenerator<Uint8Array>;
  /** Lets go of the connection, read or not. */
  close(): void;
}

/**
 * The web as it may be asked: only public addresses, unless the configuration names a host. The address that a name
 * stands for is checked where the connection is made, at every redirect, so that a name cannot change meanwhile.
 * - What may pass (a connection that breaks, a server that is busy) is tried again within the deadline.
 * - At most some requests are under way to one host; a host that fails again and again is left alone for a while.
 * - Throws `address_refused`, `web_unavailable` (with the status), `timeout`, `too_large`, `invalid_request` (no such
 *   address), `invalid_picture` (another type than wanted). No message shows the query of an address: it may be signed.
 */
export interface Web {
  get(request: WebRequest): Promise<WebAnswer>;
  /**
   * What an operator named: its own host is trusted, those it redirects to are not. Bytes come as packed by the server:
   * not at all, by gzip or zstd.
   */
  open(url: string, options?: { readonly signal?: AbortSignal }): Promise<WebStream>;
  /** The bytes from `start` up to `end` of what an operator named; throws when the resource changed since. */
  range(url: string, start: number, end: number, validators: Validators): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Pictures on the web: fetched once and kept, so that they can be encoded, shown and encoded anew later. */
export interface WebPictures {
  /**
   * What tells that a picture changed, as `PictureSource` has it. One that is `known` is not asked for again, or with
   * `refresh` only whether it changed. Throws as `Web.get`.
   */
  look(url: string, options?: LookOptions): Promise<string>;
  /** Its bytes as last seen; fetched when they are not kept. Throws as `Web.get`. */
  read(url: string, maxBytes: number): Promise<Uint8Array>;
}

export interface LookOptions {
  readonly known?: string | undefined;
  readonly refresh?: boolean | undefined;
}
