/**
 * Training and serving of the models of shoppers' behaviour, on one thread.
 *
 *     npm run -s bench:cf -- EVENTS [--train-until TIME] [--map field=column]… [--set field=value]…
 *
 * Prints seconds of each training with the memory resident after it; ALS at 64 and at 128 factors and 15 sweeps, to be
 * set beside another library's; fold-in of users whom the training has not seen beside a training that has; milliseconds
 * of folding a shopper in and scoring 200 candidates, at p50 and p95; and 1,000,000 made-up events. With --ease, EASE.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { readMoment } from '#indexers/moment';
import { createFiles } from '#src/adapters/files/files';
import { ALS, trainAls } from '#src/cf/als';
import { trainEase } from '#src/cf/ease';
import { createFoldIn } from '#src/cf/fold-in';
import { ownedItems } from '#src/cf/for-you';
import { trainedHistory } from '#src/cf/history';
import { createInteractionsBuilder, type Interactions } from '#src/cf/interactions';
import { itemNeighbours } from '#src/cf/item-item';
import { createRandom } from '#src/cf/random';
import { createCandidateScorer } from '#src/cf/signals';
import { topPlaces } from '#src/cf/top';
import { trainModel } from '#src/cf/train';
import { readSplit, type Split } from '#src/cli/commands/eval-recommend-data';
import { collectPairs } from '#src/cli/options';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'train-until': { type: 'string' },
    map: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    ease: { type: 'boolean' },
  },
});
if (positionals.length === 0) {
  console.error('usage: bench:cf EVENTS [--train-until TIME] [--map field=column]… [--set field=value]… [--ease]');
  process.exit(2);
}
const pairs = (texts: readonly string[] = []) => texts.reduce((all, text) => collectPairs(text, all), {});
const trainUntil =
  values['train-until'] === undefined ? Date.now() : readMoment('--train-until', values['train-until'], 'end');

console.log(`${cpus()[0]?.model}, Node ${process.version}, one thread`);
const split = await readSplit(positionals, {
  files: createFiles({ cwd: process.cwd() }),
  cwd: process.cwd(),
  format: 'auto',
  map: pairs(values.map),
  set: pairs(values.set),
  trainUntil,
  testFrom: trainUntil + 1,
  testUntil: Infinity,
  content: undefined,
  signal: new AbortController().signal,
});
const { interactions } = split;
console.log(split.notes[0]);
timed('item neighbours', () => itemNeighbours(interactions));
for (const options of [{ factors: 64 }, { factors: 128, confidence: 40 }])
  timed(`ALS ${JSON.stringify({ ...ALS, ...options })}`, () => trainAls(interactions.byUser, options));
if (values.ease) timed('EASE', () => trainEase(interactions.byUser));
serving(interactions);
if (split.task.targets.size > 0) foldInOfStrangers(split);
million();

function timed<Result>(name: string, run: () => Result): Result {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = run();
  const { user } = process.cpuUsage(before);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const resident = Math.round(process.memoryUsage.rss() / 2 ** 20);
  console.log(`${name}: ${seconds} s (processor ${(user / 1e6).toFixed(2)} s), resident ${resident} MiB`);
  return result;
}

/** Folding in and scoring 200 candidates, for each of 2,000 users with their whole history. */
function serving(all: Interactions): void {
  const model = trainModel(all, { content: (id) => ({ terms: [id.slice(0, 5), id.slice(0, 6)] }) });
  const score = createCandidateScorer(model);
  const random = createRandom(1);
  const { ids } = model.items;
  const times: number[] = [];
  for (let n = 0; n < 2200; n++) {
    const history = trainedHistory(all, Math.floor(random() * all.users.ids.length));
    const candidates = Array.from({ length: 200 }, () => ids[Math.floor(random() * ids.length)]!);
    const start = performance.now();
    score(history, candidates, ownedItems(history));
    if (n >= 200) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)]!.toFixed(2);
  console.log(`fold-in and all signals of 200 candidates: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
}

/** Lists for users whom training has not seen, folded in, beside lists by a training that has; hit@20 of all. */
function foldInOfStrangers({ interactions: all, task }: Split): void {
  const strangers = new Set([...task.targets.keys()].map((id) => all.users.indexOf(id)));
  const { byUser } = all;
  const offsets = byUser.offsets.slice();
  const kept: number[] = [];
  for (let user = 0; user < byUser.rows; user++) {
    if (!strangers.has(user)) for (let at = byUser.offsets[user]!; at < byUser.offsets[user + 1]!; at++) kept.push(at);
    offsets[user + 1] = kept.length;
  }
  const without = {
    ...byUser,
    offsets,
    indices: Uint32Array.from(kept, (at) => byUser.indices[at]!),
    values: Float32Array.from(kept, (at) => byUser.values[at]!),
  };
  const hit = (items: Float32Array): string => {
    const foldIn = createFoldIn(items, ALS.factors);
    let hits = 0;
    for (const [id, targets] of task.targets) {
      const history = trainedHistory(all, all.users.indexOf(id), { halfLifeDays: Infinity });
      const top = topPlaces(foldIn.allAffinities(foldIn.vector(history)), 20);
      if (top.some((item) => targets.has(all.items.ids[item]!))) hits++;
    }
    return (hits / task.targets.size).toFixed(3);
  };
  console.log(
    `hit@20 of ${strangers.size} users: trained with them ${hit(trainAls(byUser).items)}, folded in as strangers ${hit(trainAls(without).items)}`,
  );
}

/** Users and items by a power law, as shops have them. */
function million(): void {
  const random = createRandom(7);
  const builder = createInteractionsBuilder();
  const skewed = (size: number) => Math.floor(size * random() ** 3);
  const made = timed('1,000,000 made-up events, read and paired', () => {
    for (let n = 0; n < 1_000_000; n++)
      builder.add([
        { user: `user-${skewed(200_000)}`, item: `item-${skewed(50_000)}`, type: 'view', at: 1.6e12 + n * 1000 },
      ]);
    return builder.build();
  });
  console.log(
    `${made.byUser.indices.length} pairs of ${made.users.ids.length} users and ${made.items.ids.length} items`,
  );
  timed('  the whole model: item neighbours, bought together, ALS of 64 factors and 15 sweeps', () => trainModel(made));
}
