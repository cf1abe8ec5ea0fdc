/**
 * What a language model's answers gain on real queries: the same searches without and with imported answers, by the
 * command line as a user would.
 *
 *     npm run -s bench:rewrites -- SHARED
 *
 * SHARED holds `data`, `eval/chorus` (queries, judgments, `rewrites.jsonl`) and `tools/score-run.mjs`. The index and the
 * runs are kept in `$TMPDIR/vitrine-rewrites`. Prints paired differences with 95 % intervals, the same for each half of
 * the queries, and the share of queries that got worse by more than .005.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './support/figures.ts';
import { openPublicData, sourceArguments } from './support/public-data.ts';

const SCORINGS = [['qrels.txt', '--judged-only'], ['qrels-filled.txt']] as const;
const METRICS = ['ndcg@10', 'recall@100'] as const;
const WORSE = 0.005;

const { root, work, vitrine, score } = openPublicData('rewrites', process.argv[2]);
const task = join(root, 'eval/chorus');
vitrine('index', ...sourceArguments(root, 'chorus'));
vitrine('rewrite', '--import', join(task, 'rewrites.jsonl'));
for (const mode of ['off', 'cache']) {
  vitrine('search', '--batch', join(task, 'queries.jsonl'), '--run', runOf(mode), '--rewrite', mode);
}
console.log(`${machine()}: npm run -s bench:rewrites -- SHARED`);
for (const [qrels, ...flags] of SCORINGS) report(qrels, flags);

function report(qrels: string, flags: readonly string[]): void {
  const all = readFileSync(join(task, qrels), 'utf8').split('\n').filter(Boolean);
  const queries = [...new Set(all.map(queryOf))];
  const only = (wanted: readonly string[], name: string) => {
    const file = join(work, `${name}.qrels`);
    writeFileSync(file, all.filter((line) => wanted.includes(queryOf(line))).join('\n'));
    return score(file, runOf('cache'), runOf('off'), ...flags);
  };
  const whole = only(queries, 'all');
  const halves = [0, 1].map((half) =>
    only(
      queries.filter((_, index) => index % 2 === half),
      `half${half}`,
    ),
  );
  const worse = queries.filter((query) => difference(only([query], 'one'), 'ndcg@10') < -WORSE).length;
  for (const metric of METRICS) {
    const { delta, low, high } = whole[`${metric} vs baseline`] as Interval;
    const [first, second] = halves.map((half) => difference(half, metric).toFixed(3));
    console.log(
      `${qrels} ${flags.join(' ')} ${metric}: ${whole[metric]}, ${delta > 0 ? '+' : ''}${delta} [${low}, ${high}], halves ${first} and ${second}`,
    );
  }
  console.log(
    `${qrels} ${flags.join(' ')}: ${worse} of ${queries.length} queries worse in nDCG@10 by more than ${WORSE}`,
  );
}

interface Interval {
  readonly delta: number;
  readonly low: number;
  readonly high: number;
}

function difference(scores: Readonly<Record<string, unknown>>, metric: string): number {
  return (scores[`${metric} vs baseline`] as Interval).delta;
}

function queryOf(line: string): string {
  return line.split(/\s+/u, 1)[0]!;
}

function runOf(mode: string): string {
  return join(work, `${mode}.run`);
}
