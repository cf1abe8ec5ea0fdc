/**
 * Training and serving of the models of shoppers' behaviour, on one thread.
 *
 *     npm run -s bench:cf -- EVENTS [--train-until TIME] [--map field=column]… [--set field=value]… [--ease]
 *             [--items FILE [--item-map field=column]…] [--only PART]…
 *
 * Prints seconds of each training with the memory resident after it; ALS at 64 and at 128 factors and 15 sweeps, to be
 * set beside another library's; fold-in of users whom the training has not seen beside a training that has; milliseconds
 * of folding a shopper in and scoring 200 candidates, at p50 and p95; and 1,000,000 made-up events. With --ease, EASE; with
 * --items, how well factors predicted from content stand in for those of items that the training has not seen. --only
 * (item, als, ease, serving, strangers, cold, million; repeatable) leaves out the rest.
 */
import { parseArgs } from 'node:util';
import { readMoment } from '#indexers/moment';
import { createFiles } from '#src/adapters/files/files';
import { ALS, trainAls } from '#src/cf/als';
import { predictColdFactors, projectRows } from '#src/cf/cold-start';
import { tfIdf } from '#src/cf/content';
import { trainEase } from '#src/cf/ease';
import { createFoldIn } from '#src/cf/fold-in';
import { ownedItems } from '#src/cf/for-you';
import { trainedHistory } from '#src/cf/history';
import { createInteractionsBuilder, type Interactions } from '#src/cf/interactions';
import { itemNeighbours } from '#src/cf/item-item';
import { createRandom } from '#src/cf/random';
import { createCandidateScorer } from '#src/cf/signals';
import type { SparseMatrix } from '#src/cf/sparse';
import { topPlaces } from '#src/cf/top';
import { trainModel } from '#src/cf/train';
import { readItemContent, readSplit, type Split } from '#src/cli/commands/eval-recommend-data';
import { collectPairs } from '#src/cli/options';
import { machine, residentMib, spread } from './support/figures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'train-until': { type: 'string' },
    map: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    ease: { type: 'boolean' },
    items: { type: 'string' },
    'item-map': { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
  },
});
if (positionals.length === 0) {
  console.error('usage: bench:cf EVENTS [--train-until TIME] [--map field=column]… [--set field=value]… [--ease]');
  process.exit(2);
}
const pairs = (texts: readonly string[] = []) => texts.reduce((all, text) => collectPairs(text, all), {});
const trainUntil =
  values['train-until'] === undefined ? Date.now() : readMoment('--train-until', values['train-until'], 'end');

console.log(`${machine()}, one thread`);
const files = createFiles({ cwd: process.cwd() });
const content =
  values.items === undefined ? undefined : await readItemContent(values.items, pairs(values['item-map']), files);
const split = await readSplit(positionals, {
  files,
  cwd: process.cwd(),
  format: 'auto',
  map: pairs(values.map),
  set: pairs(values.set),
  trainUntil,
  testFrom: trainUntil + 1,
  testUntil: Infinity,
  content,
  signal: new AbortController().signal,
});
const { interactions } = split;
console.log(split.notes[0]);
const wants = (part: string): boolean => values.only === undefined || values.only.includes(part);
const hasTargets = split.task.targets.size > 0;
if (wants('item')) timed('item neighbours', () => itemNeighbours(interactions));
if (wants('als'))
  for (const options of [{ factors: 64 }, { factors: 128, confidence: 40 }])
    timed(`ALS ${JSON.stringify({ ...ALS, ...options })}`, () => trainAls(interactions.byUser, options));
if (values.ease && wants('ease')) timed('EASE', () => trainEase(interactions.byUser));
if (wants('serving')) serving(interactions);
if (hasTargets && wants('strangers')) foldInOfStrangers(split);
if (hasTargets && content && wants('cold')) coldStart(split);
if (wants('million')) million();

function timed<Result>(name: string, run: () => Result): Result {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = run();
  const { user } = process.cpuUsage(before);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(`${name}: ${seconds} s (processor ${(user / 1e6).toFixed(2)} s), resident ${residentMib()} MiB`);
  return result;
}

/** Folding in and scoring 200 candidates, for each of 2,000 users with their whole history. */
function serving(all: Interactions): void {
  const model = trainModel(all, { content: (id) => content?.get(id) ?? { terms: [id.slice(0, 5), id.slice(0, 6)] } });
  const score = createCandidateScorer(model);
  const random = createRandom(1);
  const { ids } = model.items;
  const times = { wall: [] as number[], processor: [] as number[] };
  for (let n = 0; n < 2200; n++) {
    const history = trainedHistory(all, Math.floor(random() * all.users.ids.length));
    const candidates = Array.from({ length: 200 }, () => ids[Math.floor(random() * ids.length)]!);
    const before = process.cpuUsage();
    const start = performance.now();
    score(history, candidates, ownedItems(history));
    if (n < 200) continue;
    times.wall.push(performance.now() - start);
    times.processor.push(process.cpuUsage(before).user / 1000);
  }
  for (const [clock, all] of Object.entries(times))
    console.log(`fold-in and all signals of 200 candidates, ${clock}: ${spread(all, { digits: 2 })} ms`);
}

/** Lists for users whom training has not seen, folded in, beside lists by a training that has; hit@20 of all. */
function foldInOfStrangers({ interactions: all, task }: Split): void {
  const strangers = new Set([...task.targets.keys()].map((id) => all.users.indexOf(id)));
  const without = leaveOut(all.byUser, (user) => strangers.has(user));
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
    `hit@20 of ${strangers.size} users: trained with them ${hit(trainAls(all.byUser).items)}, folded in as strangers ${hit(trainAls(without).items)}`,
  );
}

/** Every tenth item is hidden from the training; where among all items do users place the hidden ones they bought next? */
function coldStart({ interactions: all, task, content: known }: Split): void {
  const isHidden = (item: number) => item % 10 === 0;
  const seen = leaveOut(all.byUser, (_, item) => isHidden(item));
  const trained = trainAls(seen).items;
  const rows = projectRows(tfIdf(all.items.ids.map((id) => known?.get(id)?.terms ?? [])), 256);
  const users = Array.from(all.items.ids, (_, item) => (isHidden(item) ? 0 : 100));
  const predicted = predictColdFactors(rows, trained, users);
  const foldIn = createFoldIn(predicted, ALS.factors);
  const places: number[] = [];
  for (const [id, targets] of task.targets) {
    const user = all.users.indexOf(id);
    const own = Uint32Array.from(seen.indices.subarray(seen.offsets[user], seen.offsets[user + 1]));
    if (own.length === 0) continue;
    const owned = task.ownedBy(id);
    const scores = foldIn.allAffinities(foldIn.vector({ items: own, weights: new Float64Array(own.length).fill(1) }));
    for (const target of targets) {
      const item = all.items.indexOf(target);
      if (!isHidden(item) || owned.has(target)) continue;
      const hidden = scores.filter((_, other) => isHidden(other));
      places.push(hidden.filter((score) => score < scores[item]!).length / hidden.length);
    }
  }
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  console.log(
    `cold start: hidden items that users bought next stand above ${(100 * mean).toFixed(0)} % of the hidden ones (${places.length} cases; 50 % by chance)`,
  );
}

/** The matrix without some of its entries. */
function leaveOut(matrix: SparseMatrix, isOut: (row: number, column: number) => boolean): SparseMatrix {
  const offsets = matrix.offsets.slice();
  const kept: number[] = [];
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.offsets[row]!; at < matrix.offsets[row + 1]!; at++)
      if (!isOut(row, matrix.indices[at]!)) kept.push(at);
    offsets[row + 1] = kept.length;
  }
  return {
    ...matrix,
    offsets,
    indices: Uint32Array.from(kept, (at) => matrix.indices[at]!),
    values: Float32Array.from(kept, (at) => matrix.values[at]!),
  };
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
  timed('  item neighbours', () => itemNeighbours(made));
  timed('  one sweep of ALS, 64 factors', () => trainAls(made.byUser, { iterations: 1 }));
}
