/**
 * Whole searches over Qdrant beside the bare batch queries that they send, asked again one after the other, so that both
 * see the same load.
 *
 *     QDRANT_URL=http://127.0.0.1:6333 npm run -s bench:qdrant -- DATA_DIR CATALOG QUERIES.jsonl
 *
 * The data folder holds the catalog, indexed with QDRANT_URL set. Prints milliseconds at p50 and p95.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';

const [data, catalogName, file] = process.argv.slice(2);
const url = process.env.QDRANT_URL;
if (data === undefined || catalogName === undefined || file === undefined || !url) {
  console.error('usage: QDRANT_URL=… bench:qdrant DATA_DIR CATALOG QUERIES.jsonl');
  process.exit(2);
}
const MOST_QUERIES = 300;
const ROUNDS = 4;

/** Batches of the search under way: the client asks through the global fetch. */
const batches: { readonly url: string; readonly init: RequestInit }[] = [];
const ask = globalThis.fetch;
globalThis.fetch = (input, init) => {
  if (String(input).includes('/points/query/batch')) batches.push({ url: String(input), init: { ...init } });
  return ask(input, init);
};

const vitrine = await openVitrine(loadConfig({ env: { QDRANT_URL: url }, flags: { data }, cwd: process.cwd() }));
const catalog = await vitrine.catalog(catalogName);
const bytes = readFileSync(file);
const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text).slice(0, MOST_QUERIES);

const { indexed } = await catalog.status();
console.log(`${cpus().length} × ${cpus()[0]?.model}, ${indexed} items, ${texts.length} queries, ${ROUNDS} rounds`);
for (let round = 0; round < ROUNDS; round++) {
  const times = { whole: [] as number[], bare: [] as number[], store: [] as number[] };
  for (const text of texts) {
    batches.length = 0;
    const { took } = await catalog.search(parseSearchRequest({ text }));
    times.whole.push(took.total);
    times.store.push(took.retrieve);
    const start = performance.now();
    await Promise.all(batches.splice(0).map(askAgain));
    times.bare.push(performance.now() - start);
  }
  console.log(
    `round ${round + 1}: search ${show(times.whole)}; legs and features ${show(times.store)}; bare batch ${show(times.bare)} ms`,
  );
}
console.log(`resident: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`);
await vitrine.close();

async function askAgain({ url: address, init }: (typeof batches)[number]): Promise<void> {
  const { signal: _, ...again } = init;
  await (await ask(address, again)).json();
}

function show(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}`;
}
