import type { WebPictures } from './web.ts';

/** A readable thing named by the user: a file's path, a web address, or `-` for standard input. */
export interface SourceFile {
  readonly name: string;
  /** Bytes after decompression (gzip and zstd by content, not by name). */
  open(): AsyncIterable<Uint8Array>;
  /** Bytes on disk or sent by a server, for progress; undefined when unknown. */
  readonly size: number | undefined;
  /**
   * The bytes from `start` up to `end`, of formats that are read from several places; undefined for standard input
   * and packed files, which can only be read from the beginning.
   */
  readonly readRange: ((start: number, end: number) => Promise<Uint8Array>) | undefined;
  /** False where a connection that breaks looks like the end: then a part may be taken for the whole. */
  readonly endIsKnown: boolean;
  /** Bytes read from disk so far by the running `open`, for progress. */
  readonly consumed: () => number;
}

/** Files as indexers see them. Errors are `source_not_found` with the path and what to do. */
export interface Files {
  /** The sources that a name stands for: a folder's files, those that a pattern matches, else the name alone. */
  expand(name: string): Promise<readonly string[]>;
  /** Missing path, folder where a file is due, unreadable file: `source_not_found`; for web addresses as `Web` has it. */
  source(path: string): Promise<SourceFile>;
  /** Size and time of change, or undefined where there is no file. */
  signature(path: string): Promise<string | undefined>;
  /** A file; the picture at a web address, where the web can be asked; the content of a `data:` address. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  /** For pictures at web addresses; undefined where the web cannot be asked. */
  readonly look?: WebPictures['look'] | undefined;
  resolve(...segments: string[]): string;
}
