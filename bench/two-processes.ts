/**
 * Two API processes on one PostgreSQL and one Qdrant: searches and item updates at both, and an index built anew in
 * between by a third. Says what went wrong, and what was acknowledged and is not there at the end.
 *
 *     DATABASE_URL=… QDRANT_URL=… npm run -s bench:two-processes -- [MINUTES] [PORT]
 *
 * Makes a catalog of its own in both and leaves it there. MINUTES: 1 by default; PORT and the next are used.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { spread } from './support/figures.ts';
import { createSharedCatalog } from './support/shared-catalog.ts';

const [minutes = '1', firstPort = '3461'] = process.argv.slice(2);
if (!process.env.DATABASE_URL || !process.env.QDRANT_URL) {
  console.error('usage: DATABASE_URL=… QDRANT_URL=… bench:two-processes [MINUTES] [PORT]');
  process.exit(2);
}
const ITEMS = 300;
const SEARCHERS = 4;
const WRITERS = 2;
/** Between two requests of one client, so that others can use the machine too. Milliseconds. */
const PAUSE_MS = 40;
const SHOWN = { digits: 0, percentiles: [50, 95, 99] };
const catalog = `bench-${process.pid}`;
const shared = createSharedCatalog(catalog, Number(firstPort));
const { addresses } = shared;
const NOUNS = ['shoe', 'hat', 'lamp', 'chair', 'kettle', 'jacket', 'mirror', 'rug'];
const COLOURS = ['red', 'blue', 'green', 'black', 'white'];

/** What was acknowledged last of each item: its version, or that it is deleted. Each item has one writer. */
const acknowledged = new Map<string, number | 'deleted'>();
const counts = { searches: 0, pages: 0, writes: 0, deletions: 0, reindexed: 0 };
const errors = new Map<string, number>();
const searchMs: number[] = [];
const writeMs: number[] = [];

try {
  await indexFirst();
  await shared.serve();
  const end = performance.now() + Number(minutes) * 60_000;
  const clients = [
    ...Array.from({ length: SEARCHERS }, () => repeat(end, search)),
    ...Array.from({ length: WRITERS }, (_, n) => repeat(end, () => write(n))),
    reindexMeanwhile(end),
  ];
  await Promise.all(clients);
  await check();
  print();
} finally {
  await shared.close();
}

async function indexFirst(): Promise<void> {
  const items = Array.from({ length: ITEMS }, (_, n) => ({ id: idOf(n), ...itemOf(n, 1) }));
  await shared.run(['index', shared.writeFeed(items)]);
  for (const { id } of items) acknowledged.set(id, 1);
}

function itemOf(n: number, version: number) {
  return { title: `${pick(COLOURS)} ${pick(NOUNS)} ${n}`, price: n, mark: markOf(n, version) };
}

async function repeat(end: number, job: () => Promise<void>): Promise<void> {
  while (performance.now() < end) {
    await job().catch(noteFailure);
    await pause(PAUSE_MS);
  }
}

async function search(): Promise<void> {
  const [one, other] = Math.random() < 0.5 ? addresses : [...addresses].reverse();
  const text = Math.random() < 0.2 ? '' : `${pick(COLOURS)} ${pick(NOUNS)}`;
  const asked = new URLSearchParams({ text, limit: '10', facets: 'none' });
  const start = performance.now();
  const first = await ask(`${one}/v1/search?${asked}`);
  searchMs.push(performance.now() - start);
  counts.searches++;
  if (first.total.value <= 10) return;
  asked.set('offset', '10');
  asked.set('queryId', first.queryId);
  const second = await ask(`${other}/v1/search?${asked}`);
  counts.pages++;
  const seen = new Set(first.hits.map(({ id }) => id));
  if (second.queryId !== first.queryId) note('a list was not found at the other process');
  if (second.hits.some(({ id }) => seen.has(id))) note('page two repeats an item of page one');
}

async function write(writer: number): Promise<void> {
  const n = Math.floor(Math.random() * (ITEMS / WRITERS)) * WRITERS + writer;
  const before = acknowledged.get(idOf(n));
  const address = pick(addresses);
  if (Math.random() < 0.1 && before !== 'deleted') return remove(address, n);
  await put(address, n, (typeof before === 'number' ? before : 0) + 1 + Math.floor(Math.random() * 1e6));
}

async function put(address: string, n: number, version: number): Promise<void> {
  const id = idOf(n);
  const start = performance.now();
  await ask(`${address}/v1/items/${id}`, { method: 'PUT', body: JSON.stringify(itemOf(n, version)) });
  writeMs.push(performance.now() - start);
  acknowledged.set(id, version);
  counts.writes++;
  // Acknowledged is searchable, at the other process too.
  const elsewhere = addresses.find((one) => one !== address)!;
  if (!(await isFound(elsewhere, n, version))) await lateOrLost(elsewhere, n, version);
}

/** Both are errors; the first says that the other process was only late. */
async function lateOrLost(address: string, n: number, version: number): Promise<void> {
  await pause(1_000);
  note(
    (await isFound(address, n, version))
      ? 'an update was seen later than at once'
      : 'an update was not seen within a second',
  );
}

async function remove(address: string, n: number): Promise<void> {
  await ask(`${address}/v1/items/${idOf(n)}`, { method: 'DELETE' });
  acknowledged.set(idOf(n), 'deleted');
  counts.deletions++;
}

async function reindexMeanwhile(end: number): Promise<void> {
  while (performance.now() < end - 20_000) {
    await pause(Math.min(15_000, end - performance.now()));
    await shared.run(['reindex', '--yes']).then(() => counts.reindexed++, noteFailure);
  }
}

async function check(): Promise<void> {
  for (const address of addresses) {
    for (const [id, version] of acknowledged) {
      const n = Number(id.slice(1));
      const answer = await fetch(`${address}/v1/items/${id}?catalog=${catalog}`);
      if (version === 'deleted') {
        if (answer.status !== 404) note(`lost: the deletion of ${id} at ${address}`);
        if (await isFiltered(address, `price:${n}..${n}`)) note(`lost: ${id} is deleted and still in the index`);
      } else if (((await answer.json()) as { mark?: string }).mark !== markOf(n, version))
        note(`lost: ${id} of record`);
      else if (!(await isFound(address, n, version))) note(`lost: ${id} in the index of ${address}`);
    }
  }
}

function isFound(address: string, n: number, version: number): Promise<boolean> {
  return isFiltered(address, `mark:${markOf(n, version)}`);
}

async function isFiltered(address: string, filter: string): Promise<boolean> {
  const asked = new URLSearchParams({ filter, facets: 'none' });
  const found = await ask(`${address}/v1/search?${asked}`);
  return found.total.value > 0;
}

/** What is looked at of an answer. */
interface Answer {
  readonly queryId: string;
  readonly total: { readonly value: number };
  readonly hits: readonly { readonly id: string }[];
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const address = `${url}${url.includes('?') ? '&' : '?'}catalog=${catalog}`;
  const answer = await fetch(address, { ...init, headers: { 'content-type': 'application/json' } });
  if (answer.ok) return (answer.status === 204 ? {} : await answer.json()) as Answer;
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  throw new Error(`${answer.status} ${problem.code}: ${problem.detail?.slice(0, 160)}`);
}

function print(): void {
  const lost = [...errors.keys()].filter((error) => error.startsWith('lost')).length;
  console.log(
    `${minutes} minutes: ${counts.searches} searches, ${counts.pages} second pages at the other process, ${counts.writes} updates, ${counts.deletions} deletions, ${counts.reindexed} times reindexed`,
  );
  console.log(`search ${spread(searchMs, SHOWN)}; update ${spread(writeMs, SHOWN)} ms`);
  console.log(`lost writes: ${lost}; errors: ${[...errors.values()].reduce((sum, count) => sum + count, 0)}`);
  for (const [error, count] of errors) console.log(`  ${count} × ${error}`);
}

function note(error: string): void {
  errors.set(error, (errors.get(error) ?? 0) + 1);
}

function noteFailure(error: unknown): void {
  note(error instanceof Error ? error.message : String(error));
}

function idOf(n: number): string {
  return `i${n}`;
}

function markOf(n: number, version: number): string {
  return `m${n}v${version}`;
}

function pick<Value>(values: readonly Value[]): Value {
  return values[Math.floor(Math.random() * values.length)]!;
}
