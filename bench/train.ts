/**
 * Training by the command line on drawn events: seconds, and the highest memory of its process. Users and items are drawn
 * by a power law, as shops have them: a fifth as many users as events (a session a visit), 50,000 items with words.
 *
 *     npm run -s bench:train -- [EVENTS] [--items N] [--data DIR] [--model PART]…
 *
 * A folder DIR with a catalog in it is used as it is, and kept; without it, everything is drawn anew and removed afterwards.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { createRandom } from '#src/cf/random';
import { openVitrine } from '#src/compose';
import type { TrainReport } from '#src/compose/training/train';
import { loadConfig } from '#src/config';
import type { ShopEvent } from '#src/domain/event';
import { parseRecommendRequest } from '#src/search/list-request';
import { machine, residentMib, spread } from './support/figures.ts';
import { inProcess } from './support/in-process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    items: { type: 'string', default: '50000' },
    data: { type: 'string' },
    model: { type: 'string', multiple: true, default: [] },
  },
});
const count = Number(positionals[0] ?? 1_000_000);
const items = Number(values.items);
const MAIN = 'src/cli/main.ts';
/** Events added at a time. */
const BATCH = 4_000;
const START = Date.UTC(2024, 0, 1);
const SPAN_MS = 90 * 86_400_000;

const folder = values.data === undefined ? await mkdtemp(join(tmpdir(), 'vitrine-bench-train-')) : resolve(values.data);
try {
  console.log(`${machine()}; ${count} events, ${items} items`);
  if (!existsSync(join(folder, 'state.db'))) await draw();
  const parts = values.model.flatMap((part) => ['--model', part]);
  await measure('train', [...parts, '--yes']);
  await measure('train --refresh', ['--refresh']);
  await serve();
} finally {
  if (values.data === undefined) await rm(folder, { recursive: true });
}

async function measure(name: string, flags: readonly string[]): Promise<void> {
  const argv = ['train', '--data', folder, '--json', '--progress', 'none', ...flags];
  const { out, seconds, peakMib } = await inProcess(MAIN, argv);
  const { users, pairs, bytes, heldOut }: TrainReport = JSON.parse(out);
  const judged = heldOut ? `, ${heldOut.users} judged` : '';
  const size = (bytes / 2 ** 20).toFixed(0);
  console.log(
    `${name}: ${seconds.toFixed(1)} s, peak ${peakMib} MiB (${users} users, ${pairs} pairs${judged}, model ${size} MiB)`,
  );
}

/** Lists with the model that was trained, in one process: how long the first waits for it, and the others. */
async function serve(): Promise<void> {
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data: folder }, cwd: '/' }));
  const catalog = await vitrine.catalog('default');
  const times: number[] = [];
  for (let n = 0; n < 300; n++) {
    const begun = performance.now();
    await catalog.recommend(parseRecommendRequest({ user: `user-${n * 7}` }));
    times.push(performance.now() - begun);
  }
  const [first = 0, ...rest] = times;
  console.log(`recommend: first ${first.toFixed(0)} ms, then ${spread(rest)} ms; resident ${residentMib()} MiB`);
  await vitrine.close();
}

async function draw(): Promise<void> {
  const path = `${folder}-items.jsonl`;
  const file = createWriteStream(path);
  const words = ['red', 'blue', 'oak', 'steel', 'wool', 'linen', 'round', 'tall', 'soft', 'old', 'light', 'warm'];
  const kinds = ['lamp', 'chair', 'jacket', 'kettle', 'mirror', 'rug', 'shelf', 'bowl'];
  for (let n = 0; n < items; n++) {
    const word = (step: number) => words[(n * step + (n >> 4)) % words.length];
    const title = `${word(1)} ${word(5)} ${kinds[n % kinds.length]} ${n % 997}`;
    const row = { id: `item-${n}`, title, category: kinds[n % kinds.length], brand: `brand ${n % 83}`, price: n % 200 };
    file.write(`${JSON.stringify(row)}\n`);
  }
  file.end();
  await finished(file);
  await inProcess(MAIN, ['index', path, '--data', folder, '--progress', 'none']);
  await rm(path);
  const begun = performance.now();
  const state = await openSqliteState({ path: join(folder, 'state.db') });
  for (const batch of batches()) await state.events.add('default', batch);
  await state.close();
  console.log(`events drawn and added in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

function* batches(): Iterable<ShopEvent[]> {
  const random = createRandom(7);
  const skewed = (size: number) => Math.floor(size * random() ** 3);
  for (let from = 0; from < count; from += BATCH) {
    yield Array.from({ length: Math.min(BATCH, count - from) }, (_, n): ShopEvent => {
      const at = START + Math.floor(((from + n) / count) * SPAN_MS);
      const user = `user-${skewed(count / 5)}`;
      const type = random() < 0.2 ? 'purchase' : 'view';
      return { id: `${at.toString(36)}.${from + n}`, user, item: `item-${skewed(items)}`, type, at };
    });
  }
}
