import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openVitrine } from '#src/compose';
import type { Catalog, Vitrine } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import { type ModelBehaviour, type ModelServer, startModelServer } from './model-server.ts';
import { rowsSource } from './rows-source.ts';

/** What the shop shows the model, and nobody else may see. */
export const KEY = 'sk-very-secret';

/** A shop that is indexed once, for the tests of a file; `rowsOf` may put pictures into its folder. */
export function useModelShop(rowsOf: (folder: string) => Promise<readonly object[]>) {
  let folder: string;
  let server: ModelServer | undefined;
  let vitrine: Vitrine | undefined;
  let models = 0;
  const close = async (): Promise<void> => {
    await vitrine?.close();
    await server?.close();
    vitrine = undefined;
    server = undefined;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-model-'));
    const first = await openVitrine(loadConfig({ env: {}, flags: { data: 'data' }, cwd: folder }));
    await first.index(rowsSource(folder, await rowsOf(folder)));
    await first.close();
  });
  afterEach(close);
  afterAll(() => rm(folder, { recursive: true }));
  return {
    server: () => server!,
    vitrine: () => vitrine!,
    close,
    /** Opens it with a stand-in for a model that behaves so; a model of its own name, so that no answer is there yet. */
    open: async (behave: (asked: number) => ModelBehaviour, env: Record<string, string> = {}): Promise<Catalog> => {
      server = await startModelServer(() => behave(server!.asked.length));
      const settings = {
        OPENAI_BASE_URL: server.url,
        OPENAI_API_KEY: KEY,
        VITRINE_LLM_MODEL: `stand-in-${++models}`,
        ...env,
      };
      vitrine = await openVitrine(loadConfig({ env: settings, flags: { data: 'data' }, cwd: folder }));
      return vitrine.catalog('default');
    },
  };
}
