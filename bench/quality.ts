/**
 * Indexes the real catalogs and scores the search tasks on them, by the command line as a user would.
 *
 *     npm run -s bench:quality -- SHARED [TASK…]
 *
 * SHARED is the folder that holds `data`, `eval` and `tools/score-run.mjs`. Indexes and runs are kept in
 * `$TMPDIR/vitrine-quality`, so a second call only searches. Prints one line for each task and metric.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Task {
  readonly name: string;
  readonly catalog: string;
  /** Flags of the scorer: one call for each entry. */
  readonly scorings: readonly (readonly string[])[];
}

const CATALOGS: Readonly<Record<string, readonly string[]>> = {
  chorus: [
    'chorus/products.jsonl.gz',
    '--map',
    'brand=supplier',
    '--map',
    'description=short_description',
    '--map',
    'gtin=ean',
    '--map',
    'mpn=name',
    '--map',
    'createdAt=date_released',
  ],
  homedepot: ['homedepot/products.csv.gz', '--map', 'id=product_id'],
  zh: ['zh/titles.jsonl'],
  fashion: [
    'fashion/styles.csv.gz',
    '--map',
    'title=productDisplayName',
    '--map',
    'category=articleType',
    '--map',
    'images=image',
  ],
  hm: [
    'hm/articles.csv.gz',
    '--map',
    'id=article_id',
    '--map',
    'title=prod_name',
    '--map',
    'category=product_type_name',
    '--map',
    'description=detail_desc',
    '--map',
    'images=image',
    '--map',
    'groupId=product_code',
  ],
};

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
if (shared === undefined || !existsSync(join(shared, 'eval'))) {
  console.error('usage: bench:quality SHARED [TASK…], where SHARED holds data, eval and tools');
  process.exit(2);
}
const work = join(tmpdir(), 'vitrine-quality');
mkdirSync(work, { recursive: true });
for (const task of TASKS) if (wanted.length === 0 || wanted.includes(task.name)) measure(task, resolve(shared));

function measure({ name, catalog, scorings }: Task, root: string): void {
  vitrine(['index', ...sourceOf(catalog, root), '--catalog', catalog]);
  const run = join(work, `${name}.run`);
  const queries = join(root, 'eval', name, 'queries.jsonl');
  vitrine(['search', '--batch', queries, '--run', run, '--catalog', catalog]);
  const baseline = join(root, 'eval', name, 'bm25.run.gz');
  for (const [qrels, ...flags] of scorings) {
    const files = [join(root, 'eval', name, qrels!), run, ...(existsSync(baseline) ? [baseline] : [])];
    const scorer = join(root, 'tools', 'score-run.mjs');
    const printed = execFileSync(process.execPath, [scorer, ...files, ...flags, '--queries', queries], {
      encoding: 'utf8',
    });
    console.log(`${name} ${[qrels, ...flags].join(' ')}: ${JSON.stringify(JSON.parse(printed))}`);
  }
}

function sourceOf(catalog: string, root: string): readonly string[] {
  if (catalog === 'hm-pictures') return [picturesOnly(root)];
  const [file, ...flags] = CATALOGS[catalog]!;
  return [join(root, 'data', file!), ...flags];
}

/** The catalog without its text: id, the id again as title, and the picture, so that nothing but pictures can answer. */
function picturesOnly(root: string): string {
  const file = join(work, 'hm-pictures.csv');
  const rows = gunzipSync(readFileSync(join(root, 'data/hm/articles.csv.gz')))
    .toString('utf8')
    .split('\n')
    .slice(1);
  const ids = rows.map((row) => row.split(',', 1)[0]!).filter((id) => /^\d{10}$/u.test(id));
  writeFileSync(
    file,
    ['id,title,images', ...ids.map((id) => `${id},${id},${join(root, `data/hm/images/${id}.jpg`)}`), ''].join('\n'),
  );
  return file;
}

function vitrine(args: readonly string[]): void {
  const printed = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', ...args, '--data', join(work, 'data')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  console.error(printed.trim());
}
