/**
 * The event log: how fast events are imported, read back and looked up by shopper. The events are drawn (20,000 items,
 * 60,000 shoppers of uneven activity, one of them with 100,000 events, visits of some eight events over two years), the
 * way is that of `vitrine events` from a CSV file, the state SQLite in a folder that is removed afterwards, or
 * PostgreSQL with DATABASE_URL.
 *
 *   npx tsx bench/events.ts [EVENTS]
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importEvents } from '#indexers/events/run';
import { createFiles } from '#src/adapters/files/files';
import { openPostgresState } from '#src/adapters/postgres/state';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { EVENT_TYPES } from '#src/domain/event';
import { machine, spread } from './support/figures.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const SHOPPERS = 60_000;
const ITEMS = 20_000;
const LOOK_UPS = 2_000;
const START = Date.UTC(2024, 0, 1);
const SPAN_MS = 2 * 365 * 86_400_000;

const folder = await mkdtemp(join(tmpdir(), 'vitrine-bench-events-'));
try {
  const path = join(folder, 'events.csv');
  await draw(path);
  const url = process.env.DATABASE_URL;
  const schema = `bench_events_${process.pid}`;
  const state = url
    ? await openPostgresState({ url, schema })
    : await openSqliteState({ path: join(folder, 'state.db') });
  console.log(`${machine()}; ${count} events, ${url ? 'PostgreSQL' : 'SQLite'}`);
  const { events, shoppers, records } = state;
  const files = createFiles({ cwd: folder });
  const started = performance.now();
  for (const round of ['first import', 'same file again']) {
    const before = process.cpuUsage();
    const report = await importEvents(
      { events, shoppers, records, files, now: Date.now },
      {
        catalog: 'bench',
        sources: [path],
        cwd: folder,
        format: 'csv',
        map: {},
        set: {},
        check: false,
        onError: 'stop',
      },
    );
    const rate = Math.round(report.eventsPerSecond);
    const { user, system } = process.cpuUsage(before);
    const cpu = ((user + system) / 1e6).toFixed(1);
    console.log(
      `${round}: ${report.added} added, ${report.known} known, ${report.seconds.toFixed(1)} s (${cpu} s of this process's CPU), ${rate} events/s`,
    );
  }
  if (!url) console.log(`database: ${((await stat(join(folder, 'state.db'))).size / 1e6).toFixed(0)} MB`);
  await lookUp('last 50 events of a shopper', () => `u${Math.floor(Math.random() ** 2 * SHOPPERS) + 1}`);
  await lookUp('last 50 events of the shopper with most', () => 'u0');
  const reading = performance.now();
  let read = 0;
  for await (const batch of events.read('bench')) read += batch.length;
  console.log(`reading all in order of time: ${Math.round(read / ((performance.now() - reading) / 1000))} events/s`);
  console.log(
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ${((performance.now() - started) / 1000).toFixed(0)} s in all`,
  );
  await state.close();

  async function lookUp(what: string, user: () => string): Promise<void> {
    const times: number[] = [];
    for (let round = 0; round < LOOK_UPS; round++) {
      const before = performance.now();
      await events.newest('bench', { user: user(), session: 'nobody' }, { limit: 50 });
      times.push(performance.now() - before);
    }
    console.log(`${what}: ${spread(times, { digits: 2, percentiles: [50, 95, 99] })} ms`);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function draw(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write('user,session,item,type,at\n');
  for (let row = 0; row < count; row++) {
    const busiest = row % Math.max(2, Math.floor(count / 100_000)) === 0;
    const user = busiest ? 0 : Math.floor(Math.random() ** 2 * SHOPPERS) + 1;
    const item = Math.floor(Math.random() ** 2 * ITEMS);
    const at = new Date(START + (SPAN_MS * row) / count).toISOString();
    const type = EVENT_TYPES[[0, 0, 0, 1, 1, 2, 3, 4][row % 8]!]!;
    const line = `u${user},${Math.floor(row / 64)}-${user},0${700_000 + item},${type},${at}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
