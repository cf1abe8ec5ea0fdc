/**
 * Processes that are killed (SIGKILL) at random moments of indexing, pruning, reindexing and changing over, each run
 * again to its end: what a catalog holds and finds must be what it would be without any of that.
 *
 *     npm run -s bench:kill -- [KILLS] [SEED]      (default 30 kills, a seed by the clock)
 *
 * Prints each kill; exits with 1 at the first difference.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kills = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
const root = mkdtempSync(join(tmpdir(), 'vitrine-kill-'));
const random = createRandom(seed);

/** The days of a shop: each command is run in its turn. */
const STEPS = [
  ['index', 'day1.jsonl'],
  ['index', 'day2.jsonl', '--prune', '--yes'],
  ['reindex', '--yes'],
  ['reindex', 'day3.jsonl', '--yes'],
] as const;

writeFeeds(root);
console.log(`${kills} kills, seed ${seed}`);
const durations: number[] = [];
const wanted = await days('undisturbed', async (argv) => {
  const start = performance.now();
  await finish(argv);
  durations.push(performance.now() - start);
});
let done = 0;
for (let round = 0; done < kills; round++) {
  const found = await days(`round${round}`, async (argv, step) => {
    for (let again = 0; again < 2 && done < kills; again++) {
      const at = random() * durations[step]!;
      const wasKilled = await kill(argv, at);
      console.log(
        `kill ${++done}: ${argv.slice(0, 2).join(' ')} after ${Math.round(at)} ms${wasKilled ? '' : ' (had ended)'}`,
      );
    }
    await finish(argv);
  });
  if (found === wanted) continue;
  console.error(`different after round ${round}, seed ${seed}; see ${root}`);
  writeFileSync(join(root, 'wanted.json'), wanted);
  writeFileSync(join(root, 'found.json'), found);
  process.exit(1);
}
console.log(`equal to an undisturbed run, each time`);
rmSync(root, { recursive: true });

/** Runs all steps in a data folder of their own, and tells what it holds and finds in the end. */
async function days(name: string, run: (argv: readonly string[], step: number) => Promise<void>): Promise<string> {
  const data = ['--data', join(root, name), '--progress', 'none'];
  for (const [step, argv] of STEPS.entries()) await run([...argv, ...data], step);
  const ask = async (...argv: string[]) => JSON.parse(await finish([...argv, '--data', join(root, name), '--json']));
  const status = await ask('status');
  const all = await ask('search', '--limit', '1000', '--facets', 'none');
  const found = [];
  for (const text of ['red lamp', 'oak chair', 'thing 77']) {
    const page = await ask('search', text, '--limit', '50', '--facets', 'none', '--cutoff', 'off');
    found.push(page.hits.map(({ id, score }: Hit) => [id, score.toFixed(4)]));
  }
  const items = all.hits.map(({ item }: Hit) => JSON.stringify(item)).sort();
  const [{ items: count, indexed, appliedSequence, lastSequence }] = status.catalogs;
  return JSON.stringify({ count, indexed, behind: lastSequence - appliedSequence, items, found }, null, 1);
}

interface Hit {
  readonly id: string;
  readonly score: number;
  readonly item: unknown;
}

function start(argv: readonly string[]) {
  return spawn(process.execPath, ['--import', 'tsx', main, ...argv], {
    cwd: root,
    env: { ...process.env, LANCE_CPU_THREADS: '4' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finish(argv: readonly string[]): Promise<string> {
  const child = start(argv);
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    texts.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    texts.err += chunk;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${texts.err}`);
  return texts.out;
}

/** Answers whether it was still at work. */
async function kill(argv: readonly string[], afterMs: number): Promise<boolean> {
  const child = start(argv);
  child.stdout.resume();
  child.stderr.resume();
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

function writeFeeds(folder: string): void {
  const nouns = ['lamp', 'chair', 'jacket', 'kettle', 'mirror'];
  const words = ['red', 'oak', 'blue', 'steel', 'wool', 'green', 'glass'];
  const item = (n: number, day: number) => ({
    id: `n${n}`,
    title: `${words[(n * 3 + (n % 11 === 0 ? day : 0)) % 7]} ${words[(n * 5) % 7]} ${nouns[n % 5]}, thing ${n}`,
    price: n % 3 === 0 ? n + day : n,
  });
  const write = (day: number, wanted: (n: number) => boolean) => {
    const rows = Array.from({ length: 900 }, (_, n) => n).filter(wanted);
    writeFileSync(join(folder, `day${day}.jsonl`), rows.map((n) => `${JSON.stringify(item(n, day))}\n`).join(''));
  };
  write(1, (n) => n < 800);
  write(2, (n) => n % 9 !== 0);
  write(3, (n) => n % 7 !== 0);
}

function createRandom(start: number): () => number {
  let state = start + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
