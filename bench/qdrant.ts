/**
 * Whole searches over Qdrant beside the bare batch queries that they send, asked again right after each, so that both see
 * the same load.
 *
 *     QDRANT_URL=http://127.0.0.1:6333 npm run -s bench:qdrant -- DATA_DIR CATALOG QUERIES.jsonl
 *
 * The data folder holds the catalog, indexed with QDRANT_URL set. Prints milliseconds: what a search takes, what its bare
 * batch takes, what the search adds to it (by query, so that p50 is of differences), and processor time of this process.
 * In the first round nothing is in memory yet. A stall is a bare batch of 40 ms or more.
 */
import { subscribe } from 'node:diagnostics_channel';
import { loadavg } from 'node:os';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { machine, residentMib, spread } from './support/figures.ts';
import { readQueries } from './support/queries.ts';

const [data, catalogName, file] = process.argv.slice(2);
const url = process.env.QDRANT_URL;
if (data === undefined || catalogName === undefined || file === undefined || !url) {
  console.error('usage: QDRANT_URL=… bench:qdrant DATA_DIR CATALOG QUERIES.jsonl');
  process.exit(2);
}
const MOST_QUERIES = 300;
const ROUNDS = 4;

interface Batch {
  readonly origin: string;
  readonly path: string;
  readonly body: Uint8Array;
}
/** Batches of the search under way, as undici tells of them. */
const batches: Batch[] = [];
subscribe('undici:request:create', (message) => {
  const { request } = message as { readonly request: Batch };
  if (request.path.includes('/points/query/batch'))
    batches.push({ origin: request.origin, path: request.path, body: request.body });
});

const vitrine = await openVitrine(loadConfig({ env: process.env, flags: { data }, cwd: process.cwd() }));
const catalog = await vitrine.catalog(catalogName);
const texts = readQueries(file).slice(0, MOST_QUERIES);

const { indexed } = await catalog.status();
console.log(`${machine()}, ${indexed} items, ${texts.length} queries, ${ROUNDS} rounds`);
for (let round = 0; round < ROUNDS; round++) {
  const times = { whole: [] as number[], bare: [] as number[], added: [] as number[] };
  let processorMicroseconds = 0;
  for (const text of texts) {
    batches.length = 0;
    const before = process.cpuUsage();
    const start = performance.now();
    await catalog.search(parseSearchRequest({ text }));
    const whole = performance.now() - start;
    const used = process.cpuUsage(before);
    processorMicroseconds += used.user + used.system;
    const again = performance.now();
    const asked = batches.splice(0);
    await Promise.all(asked.map(askAgain));
    const bare = performance.now() - again;
    times.whole.push(whole);
    times.bare.push(bare);
    times.added.push(whole - bare);
  }
  const stalls = times.bare.filter((bare) => bare >= 40).length;
  console.log(
    `round ${round + 1}: search ${spread(times.whole)}; bare batch ${spread(times.bare)}, ${stalls} stalls; added ${spread(times.added)} ms;` +
      ` processor ${(processorMicroseconds / 1000 / texts.length).toFixed(1)} ms a search; load ${loadavg()[0]!.toFixed(1)}`,
  );
}
console.log(`resident: ${residentMib()} MiB`);
await vitrine.close();

async function askAgain({ origin, path, body }: Batch): Promise<void> {
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
  await (await fetch(origin + path, { method: 'POST', headers, body })).json();
}
