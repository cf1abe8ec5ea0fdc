/**
 * A long run: generated text rows are indexed, index building included, and searched afterwards by a process of its
 * own.
 *
 *     npm run -s bench:million -- [ROWS] [DATA_DIR]      (default 1,000,000 rows, a temporary folder)
 *
 * Prints the seconds of each phase, the peak of resident memory of the run, and p50 and p95 of searches: of their
 * time, and of what all threads of the process worked meanwhile, which depends less on other work of the machine.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { machine, phasesText, residentMib, spread } from './support/figures.ts';
import { queryOf, writeFeed } from './support/generated-feed.ts';
import { inProcess } from './support/in-process.ts';

const QUERIES = 500;
const WARM_UP = 50;

if (process.argv[2] === 'index') await indexFeed(process.argv[3]!, process.argv[4]!);
else if (process.argv[2] === 'search') await search(process.argv[3]!);
else await measure(Number(process.argv[2] ?? 1_000_000), process.argv[3]);

async function measure(rows: number, given: string | undefined): Promise<void> {
  const data = given ?? mkdtempSync(join(tmpdir(), 'vitrine-million-'));
  mkdirSync(data, { recursive: true });
  const feed = join(data, 'feed.jsonl');
  console.log(`${machine()}, ${rows} rows`);
  await writeFeed(feed, { rows });
  const self = import.meta.filename;
  const run = await inProcess(self, ['index', data, feed]);
  console.log(`indexing: ${run.out.trim()}\n  peak resident ${run.peakMib} MiB, process ${run.seconds.toFixed(0)} s`);
  const searched = await inProcess(self, ['search', data]);
  console.log(`searching: ${searched.out.trim()}\n  peak resident ${searched.peakMib} MiB`);
  if (given === undefined) rmSync(data, { recursive: true });
}

async function indexFeed(data: string, feed: string): Promise<void> {
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data }, cwd: '/' }));
  const options = { catalog: 'bench', cwd: '/', format: 'jsonl', map: {}, set: {}, onError: 'stop' } as const;
  const report = await vitrine.index({ ...options, sources: [feed], prune: false, yes: false, check: false });
  await vitrine.close();
  console.log(`${report.indexed} items in ${report.seconds.toFixed(1)} s, ${Math.round(report.itemsPerSecond)} rows/s`);
  console.log(`  ${phasesText(report.phases)}`);
}

async function search(data: string): Promise<void> {
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data }, cwd: '/' }));
  const catalog = await vitrine.catalog('bench');
  const times: number[] = [];
  const worked: number[] = [];
  for (let n = 0; n < WARM_UP + QUERIES; n++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await catalog.search(parseSearchRequest({ text: queryOf(n) }));
    if (n < WARM_UP) continue;
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
  }
  console.log(`${QUERIES} queries of three words: ${spread(times)} ms; processor time ${spread(worked)} ms`);
  console.log(`  resident at the end ${residentMib()} MiB`);
  await vitrine.close();
}
