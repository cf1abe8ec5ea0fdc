import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '#src/cli/io';
import { createLocalSession } from '#src/cli/local-session';
import { runCommandLine } from '#src/cli/program';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own, with commands that run in it as a user would type them. */
export interface CommandLine {
  readonly folder: string;
  run(...argv: string[]): Promise<Ran>;
}

export function createCommandLine(env: Readonly<Record<string, string>> = {}): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-cli-'));
  return {
    folder,
    run: async (...argv) => {
      let out = '';
      let err = '';
      const io: Io = {
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        terminal: false,
        columns: 80,
        cwd: folder,
        env,
        input: async function* () {},
        signal: new AbortController().signal,
      };
      const status = await runCommandLine(argv, io, createLocalSession(argv, io));
      return { status, out, err };
    },
  };
}
