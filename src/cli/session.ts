import type { Vitrine } from '#src/compose/vitrine';
import type { Config } from '#src/config';

/** Flags that every command has. */
export interface CommonFlags {
  readonly data?: string;
  readonly catalog?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** How a command comes to the program: opened for it, or already open in the process that owns the data folder. */
export interface Session {
  config(flags: CommonFlags & Readonly<Record<string, unknown>>): Config;
  /**
   * Runs the job with the program open on the configured data folder. When another process owns the folder, the whole
   * command line is handed to it instead, its output is shown, and its exit status is answered.
   */
  use(config: Config, job: Job, options?: UseOptions): Promise<number>;
}

/** Answers the exit status. */
export type Job = (vitrine: Vitrine) => Promise<number>;

export interface UseOptions {
  /**
   * For a job that lasts until it is interrupted: it waits until it has the folder to itself. Handed over, it would keep
   * the other process alive, and end with it.
   */
  readonly lasting?: boolean;
  /** For a job that may begin a data folder. Any other is refused one that is not there: it would be a mistyped one. */
  readonly begins?: boolean;
  /** For a job that only looks: where there is no data folder, none is left behind. */
  readonly onlyLooks?: boolean;
}
