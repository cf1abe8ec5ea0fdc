/**
 * Lists and searches for shoppers of a real catalog, scored, by the command line as a user would.
 *
 *     npm run -s bench:personal -- SHARED
 *
 * SHARED is the folder that holds `data`, `eval` and `tools/score-run.mjs`. Learns from the purchases of `hm` up to the
 * 20th of September and foretells the 21st. Index and runs are kept in `$TMPDIR/vitrine-personal`. Prints one line for each
 * task, policy and set of judgments, and one of who is shown: coverage of the catalog, Gini, mean shoppers of an item shown.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readPurchases, runExposure } from './exposure.ts';

const [given] = process.argv.slice(2);
if (given === undefined || !existsSync(join(given, 'eval'))) {
  console.error('usage: bench:personal SHARED, where SHARED holds data, eval and tools');
  process.exit(2);
}
const shared = resolve(given);
const work = join(tmpdir(), 'vitrine-personal');
mkdirSync(work, { recursive: true });
/** Places of a list, and of a page of results. */
const LISTED = 20;
const SHOWN = 10;
const UNTIL = '2020-09-20';
const bought = readPurchases(join(shared, 'data/hm/articles.csv.gz'), join(shared, 'data/hm/purchases.csv.gz'), UNTIL);

const map = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).flatMap(([field, column]) => ['--map', `${field}=${column}`]);
const item = { id: 'article_id', title: 'prod_name', category: 'product_type_name', description: 'detail_desc' };
const pictures = { images: 'image', groupId: 'product_code' };
vitrine('index', join(shared, 'data/hm/articles.csv.gz'), ...map({ ...item, ...pictures }));
const event = map({ user: 'user_id', item: 'article_id', at: 'date' });
const until = ['--set', 'type=purchase', '--until', UNTIL];
vitrine('events', join(shared, 'data/hm/purchases.csv.gz'), ...event, ...until);
vitrine('train');

for (const [owned, judged] of [
  ['include', 'all'],
  ['exclude', 'new'],
] as const) {
  const run = join(work, `recommend-${owned}.run`);
  const users = join(shared, 'eval/hm-recommend/users.txt');
  vitrine('recommend', '--batch', users, '--run', run, '--owned', owned, '--limit', String(LISTED));
  score('hm-recommend', owned, judged, run);
  show(`hm-recommend owned ${owned}`, run, LISTED);
}
for (const task of ['hm-personal-search', 'hm-personal-search-broad']) {
  const queries = join(shared, 'eval', task, 'queries.jsonl.gz');
  for (const owned of ['boost', 'neutral']) {
    const run = join(work, `${task}-${owned}.run`);
    vitrine('search', '--batch', queries, '--run', run, '--owned', owned);
    for (const judged of ['all', 'new']) score(task, owned, judged, run);
    show(`${task} owned ${owned}`, run, SHOWN);
  }
  // What nobody's history changes: words, pictures and popularity.
  const run = join(work, `${task}-off.run`);
  vitrine('search', '--batch', queries, '--run', run, '--personalise', 'off');
  for (const judged of ['all', 'new']) score(task, 'personalise off', judged, run);
  show(`${task} personalise off`, run, SHOWN);
}

function score(task: string, owned: string, judged: string, run: string): void {
  const qrels = join(shared, 'eval', task, `qrels-${judged}.txt`);
  const printed = execFileSync(process.execPath, [join(shared, 'tools/score-run.mjs'), qrels, run, '--depth', '100'], {
    encoding: 'utf8',
  });
  console.log(`${task} owned ${owned}, judged by ${judged}: ${JSON.stringify(JSON.parse(printed))}`);
}

function show(name: string, run: string, depth: number): void {
  const { coverage, gini, popularity } = runExposure(run, depth, bought);
  console.log(
    `${name}, first ${depth}: coverage ${coverage.toFixed(3)}, Gini ${gini.toFixed(3)}, popularity ${popularity.toFixed(1)}`,
  );
}

function vitrine(...args: readonly string[]): void {
  const command = ['--import', 'tsx', 'src/cli/main.ts', ...args, '--data', join(work, 'data')];
  const printed = execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  console.error(printed.trim());
}
