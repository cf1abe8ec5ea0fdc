import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVitrine } from '#src/compose';
import type { Vitrine } from '#src/compose/vitrine';
import { type Config, loadConfig } from '#src/config';
import { rowsSource } from './rows-source.ts';
import { type TasteEvent, tasteEvents, tasteItems } from './taste-shop.ts';

/** The shop of tastes, indexed in a folder of its own. */
export interface TasteShop {
  readonly vitrine: Vitrine;
  readonly config: Config;
  index(catalog: string, items: readonly object[]): Promise<void>;
  /** Adds what its shoppers did, and more, to the first catalog, and learns from it. */
  learn(more?: readonly TasteEvent[]): Promise<void>;
  /** Closes it and opens it with other settings. */
  reopen(env: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

export async function openTasteShop(catalogs: readonly [string, ...string[]] = ['default']): Promise<TasteShop> {
  const dir = await mkdtemp(join(tmpdir(), 'vitrine-taste-'));
  const open = async (env: Readonly<Record<string, string>>) => {
    const config = loadConfig({ env, flags: { data: 'data' }, cwd: dir });
    return { config, vitrine: await openVitrine(config) };
  };
  let opened = await open({});
  const index = async (catalog: string, items: readonly object[]): Promise<void> => {
    await opened.vitrine.index(rowsSource(dir, items, catalog));
  };
  for (const catalog of catalogs) await index(catalog, tasteItems());
  return {
    get vitrine() {
      return opened.vitrine;
    },
    get config() {
      return opened.config;
    },
    index,
    learn: async (more = []) => {
      const events = [...tasteEvents(), ...more].map((event) => ({ ...event }));
      await opened.vitrine.shoppers.addEvents(catalogs[0], events);
      await (await opened.vitrine.catalog(catalogs[0])).train({ parts: ['item', 'als'], yes: more.length > 0 });
    },
    reopen: async (env) => {
      await opened.vitrine.close();
      opened = await open(env);
    },
    close: async () => {
      await opened.vitrine.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
