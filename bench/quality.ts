/**
 * Indexes the real catalogs and scores the search tasks on them, by the command line as a user would.
 *
 *     npm run -s bench:quality -- SHARED [TASK…]
 *
 * SHARED is the folder that holds `data`, `eval` and `tools/score-run.mjs`. Indexes and runs are kept in
 * `$TMPDIR/vitrine-quality`, so a second call only searches. Prints one line for each task and metric.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openPublicData, type SourceName, sourceArguments } from './support/public-data.ts';

interface Task {
  readonly name: string;
  readonly catalog: SourceName | 'hm-pictures';
  /** Flags of the scorer: one call for each entry. */
  readonly scorings: readonly (readonly string[])[];
}

const TASKS: readonly Task[] = [
  { name: 'chorus', catalog: 'chorus', scorings: [['qrels.txt', '--judged-only'], ['qrels-filled.txt']] },
  {
    name: 'homedepot',
    catalog: 'homedepot',
    scorings: [
      ['qrels.txt.gz', '--min-relevant', '2.3'],
      ['qrels.txt.gz', '--judged-only', '--min-relevant', '2.3'],
    ],
  },
  { name: 'zh', catalog: 'zh', scorings: [['qrels.txt']] },
  { name: 'fashion-image', catalog: 'fashion', scorings: [['qrels.txt.gz']] },
  { name: 'hm-text-to-image', catalog: 'hm-pictures', scorings: [['qrels.txt.gz']] },
];

const [shared, ...wanted] = process.argv.slice(2);
const { root, work, vitrine, score } = openPublicData('quality', shared);
for (const task of TASKS) if (wanted.length === 0 || wanted.includes(task.name)) measure(task);

function measure({ name, catalog, scorings }: Task): void {
  const source = catalog === 'hm-pictures' ? [picturesOnly()] : sourceArguments(root, catalog);
  console.error(vitrine('index', ...source, '--catalog', catalog).trim());
  const run = join(work, `${name}.run`);
  const task = join(root, 'eval', name);
  const queries = join(task, 'queries.jsonl');
  console.error(vitrine('search', '--batch', queries, '--run', run, '--catalog', catalog).trim());
  const baseline = join(task, 'bm25.run.gz');
  const runs = existsSync(baseline) ? [run, baseline] : [run];
  for (const [qrels, ...flags] of scorings) {
    const scores = score(join(task, qrels!), ...runs, ...flags, '--queries', queries);
    console.log(`${name} ${[qrels, ...flags].join(' ')}: ${JSON.stringify(scores)}`);
  }
}

/** The catalog without its text: id, the id again as title, and the picture, so that nothing but pictures can answer. */
function picturesOnly(): string {
  const file = join(work, 'hm-pictures.csv');
  const rows = gunzipSync(readFileSync(join(root, 'data/hm/articles.csv.gz')))
    .toString('utf8')
    .split('\n')
    .slice(1);
  const ids = rows.map((row) => row.split(',', 1)[0]!).filter((id) => /^\d{10}$/u.test(id));
  const lines = ids.map((id) => `${id},${id},${join(root, `data/hm/images/${id}.jpg`)}\n`);
  writeFileSync(file, `id,title,images\n${lines.join('')}`);
  return file;
}
