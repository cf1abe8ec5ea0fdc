import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder that holds `data`, `eval` and `tools/score-run.mjs`, and one of our own for an index and runs. */
export interface PublicData {
  readonly root: string;
  readonly work: string;
  /** Runs a command on a data folder that is kept in `work`, as a user would, and answers what it prints. */
  vitrine(...argv: readonly string[]): string;
  /** Judges runs: the first is scored, a second is its baseline. */
  score(...argv: readonly string[]): Readonly<Record<string, unknown>>;
}

/** The sources below `data`, with their mapping. */
export const SOURCES = {
  chorus: [
    'chorus/products.jsonl.gz',
    {
      brand: 'supplier',
      description: 'short_description',
      gtin: 'ean',
      mpn: 'name',
      createdAt: 'date_released',
    },
  ],
  homedepot: ['homedepot/products.csv.gz', { id: 'product_id' }],
  zh: ['zh/titles.jsonl', {}],
  fashion: ['fashion/styles.csv.gz', { title: 'productDisplayName', category: 'articleType', images: 'image' }],
  hm: [
    'hm/articles.csv.gz',
    {
      id: 'article_id',
      title: 'prod_name',
      category: 'product_type_name',
      description: 'detail_desc',
      images: 'image',
      groupId: 'product_code',
    },
  ],
} as const satisfies Readonly<Record<string, readonly [file: string, mapping: Readonly<Record<string, string>>]>>;

export type SourceName = keyof typeof SOURCES;

/** Ends the process with its usage when no such folder is given. `$TMPDIR/vitrine-NAME` is kept for the next time. */
export function openPublicData(name: string, given: string | undefined): PublicData {
  if (given === undefined || !existsSync(join(given, 'eval'))) {
    console.error(`usage: bench:${name} SHARED…, where SHARED holds data, eval and tools`);
    process.exit(2);
  }
  const root = resolve(given);
  const work = join(tmpdir(), `vitrine-${name}`);
  mkdirSync(work, { recursive: true });
  const run = (argv: readonly string[]) =>
    execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    root,
    work,
    vitrine: (...argv) => run(['--import', 'tsx', 'src/cli/main.ts', ...argv, '--data', join(work, 'data')]),
    score: (...argv) => JSON.parse(run([join(root, 'tools/score-run.mjs'), ...argv])),
  };
}

/** The arguments of `vitrine index` for a source. */
export function sourceArguments(root: string, name: SourceName): string[] {
  const [file, mapping] = SOURCES[name];
  return [join(root, 'data', file), ...mapFlags(mapping)];
}

export function mapFlags(mapping: Readonly<Record<string, string>>): string[] {
  return Object.entries(mapping).flatMap(([field, column]) => ['--map', `${field}=${column}`]);
}
