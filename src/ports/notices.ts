/**
 * That something of the shared state changed, by whichever process:
 * - `items`: the catalog's log grew up to `sequence`.
 * - `generations`: a generation was registered anew, or another one is live.
 * - `events`: the catalog's event log has another version.
 * - `models`: another version of the model is live.
 * - `unsure`: notices may have been missed, so whoever keeps something should look for itself. Comes when the way of
 *   the notices was broken, and every few seconds where it could break unseen.
 */
export type Notice =
  | { readonly kind: 'items'; readonly catalog: string; readonly sequence: number }
  | { readonly kind: 'generations'; readonly catalog: string }
  | { readonly kind: 'events'; readonly catalog: string }
  | { readonly kind: 'models'; readonly catalog: string; readonly name: string }
  | { readonly kind: 'unsure' };

/** Tells processes that share a state what the others, and they themselves, have changed. */
export interface Notices {
  /**
   * Calls the listener, soon after a change is durable (within a second), in the order of the changes of one process.
   * A change that was undone is never told. Returns how to stop that. The listener must not throw.
   */
  subscribe(listener: (notice: Notice) => void): () => void;
  /** Resolves once what is changed from now on will be heard; for who has subscribed. */
  ready(): Promise<void>;
}
