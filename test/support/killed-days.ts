import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '#src/cf/random';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { parseSearchRequest } from '#src/search/request';
import { startCommand } from './command-process.ts';

export interface KillOptions {
  /** Processes to kill in all. */
  readonly kills: number;
  /** Of the moments. */
  readonly seed: number;
  readonly onKill?: (what: string) => void;
}

export interface KilledDays {
  /** What a catalog holds and finds after days without a kill, and after each time with some; equal, if all is well. */
  readonly undisturbed: string;
  readonly disturbed: readonly string[];
}

/** The days of a shop: each command is run in its turn. */
const STEPS = [
  ['index', 'day1.jsonl'],
  ['index', 'day2.jsonl', '--prune', '--yes'],
  ['reindex', '--yes'],
  ['reindex', 'day3.jsonl', '--yes'],
] as const;
const MOST_KILLS_A_STEP = 2;

/** Runs the commands in processes of their own, kills them (SIGKILL) at random moments, and runs them again to the end. */
export async function killedDays({ kills, seed, onKill = () => {} }: KillOptions): Promise<KilledDays> {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-kill-'));
  const random = createRandom(seed);
  const durations: number[] = [];
  let done = 0;
  try {
    writeFeeds(root);
    const undisturbed = await days(root, 'undisturbed', async (argv) => {
      const start = performance.now();
      await finish(root, argv);
      durations.push(performance.now() - start);
    });
    const disturbed: string[] = [];
    while (done < kills) {
      const found = await days(root, `round${disturbed.length}`, async (argv, step) => {
        for (let again = 0; again < MOST_KILLS_A_STEP && done < kills && random() < 0.7; again++) {
          const afterMs = random() * durations[step]!;
          const wasAtWork = await kill(root, argv, afterMs);
          done++;
          onKill(
            `${argv.slice(0, 2).join(' ')} after ${Math.round(afterMs)} ms${wasAtWork ? '' : ', when it had ended'}`,
          );
        }
        await finish(root, argv);
      });
      disturbed.push(found);
    }
    return { undisturbed, disturbed };
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function days(
  root: string,
  name: string,
  run: (argv: readonly string[], step: number) => Promise<void>,
): Promise<string> {
  const data = join(root, name);
  for (const [step, argv] of STEPS.entries()) await run([...argv, '--data', data, '--progress', 'none'], step);
  return stateOf(data);
}

/** Everything that lasts, but for what differs from run to run: names of generations, times. */
async function stateOf(data: string): Promise<string> {
  const vitrine = await openVitrine(loadConfig({ env: {}, flags: { data }, cwd: '/' }));
  const catalog = await vitrine.catalog('default');
  const ask = async (text: string, limit: number) =>
    (await catalog.search(parseSearchRequest({ text, limit, facets: 'none', cutoff: 'off' }))).hits;
  const { items, indexed, appliedSequence, lastSequence } = await catalog.status();
  const all = (await ask('', 1000)).map(({ item }) => JSON.stringify(item)).sort();
  const found: unknown[] = [];
  for (const text of ['red lamp', 'oak chair', 'thing 77'])
    found.push((await ask(text, 50)).map(({ id, score }) => [id, score.toFixed(4)]));
  await vitrine.close();
  return JSON.stringify({ items, indexed, behind: lastSequence - appliedSequence, all, found }, null, 1);
}

async function finish(root: string, argv: readonly string[]): Promise<void> {
  const { status, err } = await startCommand(root, argv).ended;
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${err}`);
}

/** Answers whether it was still at work. */
async function kill(root: string, argv: readonly string[], afterMs: number): Promise<boolean> {
  const command = startCommand(root, argv);
  const timer = setTimeout(() => command.kill('SIGKILL'), afterMs);
  const { signal } = await command.ended;
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
