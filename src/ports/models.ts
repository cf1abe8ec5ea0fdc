/** A trained model as it was published. */
export interface PublishedModel {
  /** Chosen by who publishes; different for every publication of the same name. */
  readonly version: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Size of the data in bytes. */
  readonly bytes: number;
  /** What the publisher says of it: kinds, metrics, time of the newest event. JSON. */
  readonly about: Readonly<Record<string, unknown>>;
}

export interface NewModel extends Omit<PublishedModel, 'bytes'> {
  readonly data: Uint8Array;
}

/**
 * Trained models, by catalog and name, each in versions of which one is live.
 * - `publish` stores the data and makes it live in one step, and the live one the previous; whatever is older is
 *   dropped. When it returns, that is durable. When it fails or the process is killed, the old one stays live. Of two
 *   that publish at once, both succeed and one of them is live.
 * - Publishing a version that is there is an error.
 * - Names and versions are of letters, digits, `-`, `_` and `.`, up to 64 characters.
 */
export interface ModelStore {
  publish(catalog: string, name: string, model: NewModel): Promise<void>;
  live(catalog: string, name: string): Promise<PublishedModel | undefined>;
  previous(catalog: string, name: string): Promise<PublishedModel | undefined>;
  /** Makes the previous one live, and the live one the previous. An error when there is none. */
  rollback(catalog: string, name: string): Promise<void>;
  /** The data in a buffer of its own; undefined when the version is not there any more. Throws `data_folder_damaged`. */
  load(catalog: string, name: string, version: string): Promise<ArrayBuffer | undefined>;
}
