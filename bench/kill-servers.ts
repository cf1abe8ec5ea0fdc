/**
 * Two API processes on one PostgreSQL and one Qdrant, with item updates and events coming in; again and again one of
 * them, or a job that indexes or builds anew, is killed (SIGKILL) at a random moment and started again. What was
 * acknowledged must be there at the end: every event once, every item as it was written last.
 *
 *     DATABASE_URL=… QDRANT_URL=… npm run -s bench:kill-servers -- [KILLS] [PORT]      (default 30; PORT and the next)
 *
 * Makes a catalog of its own in both and leaves it there. Ends with 1 when something is lost.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresState } from '#src/adapters/postgres/state';
import { createSharedCatalog } from './support/shared-catalog.ts';

const [kills = '30', firstPort = '3471'] = process.argv.slice(2);
const database = process.env.DATABASE_URL;
if (!database || !process.env.QDRANT_URL) {
  console.error('usage: DATABASE_URL=… QDRANT_URL=… bench:kill-servers [KILLS] [PORT]');
  process.exit(2);
}
const ITEMS = 400;
const USERS = 20;
/** A job or a server is killed within so many milliseconds of its start. */
const LONGEST_LIFE_MS = 6_000;
const catalog = `kills-${process.pid}`;
const shared = createSharedCatalog(catalog, Number(firstPort));
const { addresses } = shared;
const prices = new Map<string, number>();
const events = new Set<string>();
let over = false;
let failed = 0;

try {
  await shared.run(['index', feed(1)]);
  await shared.serve();
  const clients = [repeat(() => update(0)), repeat(() => update(1)), repeat(sendEvents)];
  for (let kill = 1; kill <= Number(kills); kill++) await killOne(kill);
  over = true;
  await Promise.all(clients);
  report(await findLost());
} finally {
  await shared.close();
}

function report(lost: readonly string[]): void {
  console.log(
    `${kills} kills, ${prices.size} items updated, ${events.size} events, ${failed} requests that failed and were repeated`,
  );
  console.log(`lost: ${lost.length}`);
  for (const one of lost.slice(0, 10)) console.log(`  ${one}`);
  process.exitCode = lost.length > 0 ? 1 : 0;
}

/** By turns a server, an import of prices, a new index. */
async function killOne(kill: number): Promise<void> {
  const afterMs = Math.round(Math.random() * LONGEST_LIFE_MS);
  const turn = kill % 4;
  console.log(`kill ${kill}: ${['a server', 'the other server', 'index', 'reindex'][turn]} after ${afterMs} ms`);
  if (turn < 2) {
    await pause(afterMs);
    return shared.killServer(turn);
  }
  const job = turn === 2 ? ['index', feed(kill)] : ['reindex', '--yes'];
  const child = shared.start(job);
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  await once(child, 'exit');
  clearTimeout(timer);
  await shared.run(job);
}

/** Items of its own, so that nobody else writes them. */
function feed(price: number): string {
  const rows = Array.from({ length: ITEMS }, (_, n) => ({ ...itemOf(n, price), id: `feed${n}` }));
  for (const { id } of rows) prices.set(id, price);
  return shared.writeFeed(rows);
}

function itemOf(n: number, price: number) {
  return { title: `thing ${n} of ${['oak', 'steel', 'wool'][n % 3]}`, price };
}

/** Sends until it is acknowledged, to the other process after a failure. Each client has items of its own. */
async function update(client: number): Promise<void> {
  const id = `live${client}-${Math.floor(Math.random() * 100)}`;
  const price = Math.floor(Math.random() * 1e6);
  await acknowledged(`/v1/items/${id}`, 'PUT', itemOf(price % 7, price));
  prices.set(id, price);
}

async function sendEvents(): Promise<void> {
  const some = Array.from({ length: 5 }, (_, n) => ({
    id: `e${events.size + n}`,
    user: `u${(events.size + n) % USERS}`,
    item: `feed${n}`,
    type: 'view',
    at: Date.now(),
  }));
  await acknowledged('/v1/events', 'POST', some);
  for (const { id } of some) events.add(id);
}

async function acknowledged(path: string, method: string, body: unknown): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const address = addresses[(attempt + Math.round(Math.random())) % addresses.length]!;
    const answer = await fetch(`${address}${path}?catalog=${catalog}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => {});
    if (answer?.ok) return;
    failed++;
    await pause(50);
  }
}

async function findLost(): Promise<string[]> {
  const lost: string[] = [];
  for (const address of addresses) {
    for (const [id, price] of prices) {
      const item = (await json(`${address}/v1/items/${id}?catalog=${catalog}`)) as { price?: number };
      if (item.price !== price) lost.push(`${id} of record at ${address}: ${item.price} instead of ${price}`);
      const asked = new URLSearchParams({ catalog, filter: `price:${price}..${price}`, limit: '1000', facets: 'none' });
      const found = (await json(`${address}/v1/search?${asked}`)) as { hits?: { id: string }[] };
      if (!found.hits?.some((hit) => hit.id === id)) lost.push(`${id} in the index at ${address}`);
    }
  }
  const state = await openPostgresState({ url: database! });
  const seen: string[] = [];
  for await (const batch of state.events.read(catalog)) seen.push(...batch.map(({ id }) => id));
  await state.close();
  for (const id of events) if (!seen.includes(id)) lost.push(`event ${id}`);
  if (new Set(seen).size !== seen.length) lost.push('an event is there twice');
  return lost;
}

async function json(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

async function repeat(job: () => Promise<void>): Promise<void> {
  while (!over) {
    await job();
    await pause(30);
  }
}
