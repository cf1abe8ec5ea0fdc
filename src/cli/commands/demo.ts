import { join } from 'node:path';
import type { Command } from 'commander';
import { DEMO_SEARCHES, type DemoSearch } from '#demo/searches';
import type { DemoShop } from '#demo/shop';
import type { EventReport } from '#indexers/events/report';
import type { Catalog, Vitrine } from '#src/compose/vitrine';
import { parseListRequest, parseSearchRequest } from '#src/search/request';
import type { CommandContext } from '../context.ts';
import type { Io } from '../io.ts';
import { readPicture } from '../picture.ts';
import { createProgressView } from '../progress.ts';
import { renderPage } from '../render.ts';
import { renderEventReport, renderReport } from '../report.ts';
import type { CommonFlags } from '../session.ts';
import { serve } from './serve.ts';

interface DemoFlags extends CommonFlags {
  readonly serve: boolean;
  readonly port?: string;
  readonly host?: string;
}

export function addDemo(program: Command, context: CommandContext): Command {
  return program
    .command('demo')
    .description('make the demo shop with its shoppers, index it, run three searches and serve the storefront')
    .option('--no-serve', 'stop before serving')
    .option('--port <n>', 'port (default $PORT, else 3000)')
    .option('--host <address>', 'address (default $HOST, else 127.0.0.1)')
    .action((flags: DemoFlags) => demoCommand(flags, context));
}

async function demoCommand(flags: DemoFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const job = async (vitrine: Vitrine): Promise<number> => {
    const folder = join(config.dataDir, 'demo');
    const shop = await makeShop(folder, io);
    await indexShop(vitrine, config.catalog, shop.products, io);
    const events = await importShop(vitrine, config.catalog, shop.events, io);
    const catalog = await vitrine.catalog(config.catalog);
    await learn(catalog, events, io);
    for (const search of DEMO_SEARCHES) await showSearch(catalog, search, folder, io);
    return flags.serve ? serve(vitrine, config, io) : 0;
  };
  exit(await session.use(config, job, { lasting: flags.serve, begins: true }));
}

async function makeShop(folder: string, io: Io): Promise<DemoShop> {
  const view = createProgressView(io, 'auto');
  // Not at the top: it brings the drawing library.
  const { makeDemoShop } = await import('#demo/shop');
  return makeDemoShop({
    signal: io.signal,
    dir: folder,
    onProgress: (done, total) => view.update({ phase: 'drawing the demo shop', done, total }),
  }).finally(view.stop);
}

async function indexShop(vitrine: Vitrine, catalog: string, products: string, io: Io): Promise<void> {
  const view = createProgressView(io, 'auto');
  const report = await vitrine
    .index({
      catalog,
      sources: [products],
      cwd: '.',
      format: 'jsonl',
      map: {},
      set: {},
      prune: true,
      yes: true,
      check: false,
      onError: 'skip',
      signal: io.signal,
      onProgress: view.update,
    })
    .finally(view.stop);
  io.out(renderReport(report));
}

async function importShop(vitrine: Vitrine, catalog: string, events: string, io: Io): Promise<EventReport> {
  const view = createProgressView(io, 'auto');
  const report = await vitrine.shoppers
    .importEvents({
      catalog,
      sources: [events],
      cwd: '.',
      format: 'jsonl',
      map: {},
      set: {},
      check: false,
      onError: 'skip',
      signal: io.signal,
      onProgress: view.update,
    })
    .finally(view.stop);
  io.out(renderEventReport(report));
  return report;
}

/** Learns from the shoppers of the demo, unless that was done and nothing came since. */
async function learn(catalog: Catalog, { added, known }: EventReport, io: Io): Promise<void> {
  const isLearned = async () => (await catalog.trending(parseListRequest({ limit: 1 }))).hits.length > 0;
  if (added === 0 && (known === 0 || (await isLearned()))) return;
  const view = createProgressView(io, 'auto');
  const { events, users, seconds } = await catalog
    .train({ parts: ['item', 'als'], yes: true, signal: io.signal, onProgress: view.update })
    .finally(view.stop);
  io.out(`learned from ${events} events of ${users} shoppers in ${seconds.toFixed(1)} s\n`);
}

async function showSearch(catalog: Catalog, search: DemoSearch, folder: string, io: Io): Promise<void> {
  const image = search.image === undefined ? undefined : await readPicture(search.image, folder);
  const page = await catalog.search(parseSearchRequest({ text: search.text, image, limit: 5, facets: 'none' }));
  io.out(`\n${search.title}\n${renderPage(page, false)}`);
}
