import type { Files } from '#src/ports/files';
import { type OpenSource, openSource } from './open.ts';
import type { Format } from './options.ts';

/** Sources that are known to be readable, each to be read in its turn. */
export interface WaitingSources {
  /** How many there are. */
  readonly count: number;
  /** Each is closed when the next one is asked for. */
  next(): AsyncGenerator<OpenSource>;
  close(): Promise<void>;
}

/**
 * Finds the sources that names stand for (folders, patterns) and looks into each, so that a wrong one is told before
 * anything is read. Of several, files and connections are closed until their turn: there may be thousands of them.
 */
export async function openSources(names: readonly string[], format: Format, files: Files): Promise<WaitingSources> {
  const expanded: string[] = [];
  for (const name of names) expanded.push(...(await files.expand(name)));
  const paths = [...new Set(expanded)];
  const open = new Map<string, OpenSource>();
  const close = async (): Promise<void> => {
    for (const source of open.values()) await source.close();
    open.clear();
  };
  try {
    for (const path of paths) {
      const source = await openSource(path, format, files);
      if (paths.length === 1 || path === '-') open.set(path, source);
      else await source.close();
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    count: paths.length,
    async *next() {
      for (const path of paths) {
        const source = open.get(path) ?? (await openSource(path, format, files));
        open.set(path, source);
        yield source;
        open.delete(path);
        await source.close();
      }
    },
    close,
  };
}
