/** What a command writes to and hears from: a terminal, or another process that handed its command over. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether `err` is a terminal that can redraw a line. */
  readonly terminal: boolean;
  readonly columns: number;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard input; opened when it is read. */
  input(): AsyncIterable<Uint8Array>;
  /** Aborted by Ctrl-C, or when the process that handed the command over went away. */
  readonly signal: AbortSignal;
}

export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}
