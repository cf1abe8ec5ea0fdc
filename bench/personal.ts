/**
 * Lists and searches for shoppers of a real catalog, scored, by the command line as a user would.
 *
 *     npm run -s bench:personal -- SHARED
 *
 * SHARED is the folder that holds `data`, `eval` and `tools/score-run.mjs`. Learns from the purchases of `hm` up to the
 * 20th of September and foretells the 21st. Index and runs are kept in `$TMPDIR/vitrine-personal`. Prints one line for each
 * task, policy and set of judgments, and one of who is shown: coverage of the catalog, Gini, mean shoppers of an item shown.
 */
import { join } from 'node:path';
import { readPurchases, runExposure } from './support/exposure.ts';
import { mapFlags, openPublicData, sourceArguments } from './support/public-data.ts';

const { root, work, vitrine, score } = openPublicData('personal', process.argv[2]);
/** Places of a list, and of a page of results. */
const LISTED = 20;
const SHOWN = 10;
const UNTIL = '2020-09-20';
const purchases = join(root, 'data/hm/purchases.csv.gz');
const bought = readPurchases(join(root, 'data/hm/articles.csv.gz'), purchases, UNTIL);

command('index', ...sourceArguments(root, 'hm'));
const mapping = mapFlags({ user: 'user_id', item: 'article_id', at: 'date' });
command('events', purchases, ...mapping, '--set', 'type=purchase', '--until', UNTIL);
command('train');

for (const [owned, judged] of [
  ['include', 'all'],
  ['exclude', 'new'],
] as const) {
  const run = join(work, `recommend-${owned}.run`);
  const users = join(root, 'eval/hm-recommend/users.txt');
  command('recommend', '--batch', users, '--run', run, '--owned', owned, '--limit', String(LISTED));
  judge('hm-recommend', owned, judged, run);
  show(`hm-recommend owned ${owned}`, run, LISTED);
}
for (const task of ['hm-personal-search', 'hm-personal-search-broad']) {
  const queries = join(root, 'eval', task, 'queries.jsonl.gz');
  for (const owned of ['boost', 'neutral']) {
    const run = join(work, `${task}-${owned}.run`);
    command('search', '--batch', queries, '--run', run, '--owned', owned);
    for (const judged of ['all', 'new']) judge(task, owned, judged, run);
    show(`${task} owned ${owned}`, run, SHOWN);
  }
  // What nobody's history changes: words, pictures and popularity.
  const run = join(work, `${task}-off.run`);
  command('search', '--batch', queries, '--run', run, '--personalise', 'off');
  for (const judged of ['all', 'new']) judge(task, 'personalise off', judged, run);
  show(`${task} personalise off`, run, SHOWN);
}

function command(...argv: readonly string[]): void {
  console.error(vitrine(...argv).trim());
}

function judge(task: string, owned: string, judged: string, run: string): void {
  const scores = score(join(root, 'eval', task, `qrels-${judged}.txt`), run, '--depth', '100');
  console.log(`${task} owned ${owned}, judged by ${judged}: ${JSON.stringify(scores)}`);
}

function show(name: string, run: string, depth: number): void {
  const { coverage, gini, popularity } = runExposure(run, depth, bought);
  console.log(
    `${name}, first ${depth}: coverage ${coverage.toFixed(3)}, Gini ${gini.toFixed(3)}, popularity ${popularity.toFixed(1)}`,
  );
}
