/**
 * Whole searches in process beside the bare store's time for the same legs, then the same while 50 items a second are
 * written.
 *
 *     npm run -s bench:search -- DATA_DIR CATALOG QUERIES.jsonl      (queries as {"text": …} lines)
 *
 * Prints milliseconds at p50 and p95, and the memory resident at the end.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { machine, residentMib, spread } from './support/figures.ts';
import { readQueries } from './support/queries.ts';

const [data, catalogName, file] = process.argv.slice(2);
if (data === undefined || catalogName === undefined || file === undefined) {
  console.error('usage: bench:search DATA_DIR CATALOG QUERIES.jsonl');
  process.exit(2);
}
const QUERIES = 1000;
const WARM_UP = 100;
const WRITES_PER_SECOND = 50;

const opening = performance.now();
const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data }, cwd: process.cwd() }));
const catalog = await vitrine.catalog(catalogName);
const texts = readQueries(file);
await catalog.search(parseSearchRequest({ text: texts[0] }));
console.log(`${machine()}, ${(await catalog.status()).indexed} items`);
console.log(`opening, with the first search: ${Math.round(performance.now() - opening)} ms`);

await measure(WARM_UP);
report('alone', await measure(QUERIES));
const writer = startWriting();
report(`while ${WRITES_PER_SECOND} items a second are written`, await measure(QUERIES));
await writer.stop();
console.log(`resident: ${residentMib()} MiB`);
await vitrine.close();

interface Times {
  readonly total: number[];
  readonly retrieve: number[];
}

async function measure(count: number): Promise<Times> {
  const times: Times = { total: [], retrieve: [] };
  for (let n = 0; n < count; n++) {
    const { took } = await catalog.search(parseSearchRequest({ text: texts[n % texts.length] }));
    times.total.push(took.total);
    times.retrieve.push(took.retrieve);
  }
  return times;
}

function report(name: string, { total, retrieve }: Times): void {
  console.log(`${name}: search ${spread(total)} ms; of it the store, legs and features: ${spread(retrieve)} ms`);
}

/** Writes the same few items again and again, each time with another price. */
function startWriting() {
  let stopped = false;
  const writing = (async () => {
    for (let n = 0; !stopped; n++) {
      const next = performance.now() + 1000 / WRITES_PER_SECOND;
      await catalog.put([{ id: `bench-${n % 500}`, title: `bench item ${n % 500}`, price: n }]);
      await pause(Math.max(0, next - performance.now()));
    }
    await catalog.remove(Array.from({ length: 500 }, (_, n) => `bench-${n}`));
  })();
  return {
    stop: async () => {
      stopped = true;
      await writing;
    },
  };
}
