import type { Io } from './io.ts';
import type { Session } from './session.ts';

/** What every command gets: where to write, and the way to the open program. */
export interface CommandContext {
  readonly io: Io;
  readonly session: Session;
  /** Sets the exit status; a command that says nothing has done its work. */
  readonly exit: (status: number) => void;
}
