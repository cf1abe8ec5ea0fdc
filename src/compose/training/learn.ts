import type { AlsOptions } from '#src/cf/als';
import { DAY_MS } from '#src/cf/event-weights';
import type { ImportedFactors } from '#src/cf/imported-factors';
import { createInteractionsBuilder, type Interactions } from '#src/cf/interactions';
import type { CfModel } from '#src/cf/model';
import { type TrainedPart, trainModel } from '#src/cf/train';
import { EVENT_TYPES } from '#src/domain/event';
import type { Estimate } from '#src/evaluation/bootstrap';
import { createRecommenders, ownedItems } from '#src/evaluation/recommend/models';
import { evaluateRecommendations } from '#src/evaluation/recommend/protocol';
import { cfEvents, type TrainingData } from './data.ts';

/** What lists reach on events that were kept from the training. */
export interface HeldOut {
  /** From then on events were held out, milliseconds since 1970. */
  readonly from: number;
  readonly users: number;
  /** By protocol (`all`, `new`): hits in the first 20 of the lists, and of those of mere popularity; 0..1. */
  readonly hits: Readonly<Record<'all' | 'new', { readonly model: Estimate; readonly popularity: Estimate }>>;
}

export interface Learned {
  readonly model: CfModel;
  /** Undefined when too few shoppers have events on both sides of the line to judge by. */
  readonly heldOut: HeldOut | undefined;
  /** Share of what shoppers bought that they bought again on another day, 0..1. */
  readonly boughtAgain: number;
}

export interface LearnOptions {
  readonly parts: readonly TrainedPart[];
  /** Used in place of ALS, with the λ and α that they were trained with. */
  readonly imported?: ImportedFactors | undefined;
  readonly als?: Pick<AlsOptions, 'regularisation' | 'confidence'>;
  /** A model of before, refreshed by the parts: the others are kept, and it is not judged again. */
  readonly keep?: CfModel | undefined;
}

/** The last tenth of the events judges what is learned from the others. */
const HELD_OUT = 0.1;
/** With fewer shoppers to judge by, chance decides. */
const FEWEST_USERS = 30;
const MOST_USERS = 1_000;
const LIST = 20;

/** Trains on the earlier events, judges by the last ones, then trains on all; a refresh is not judged. */
export async function learn(data: TrainingData, options: LearnOptions): Promise<Learned> {
  const heldOut = options.keep ? undefined : await judge(data, options);
  const model = train(
    data,
    interactionsOf(data, () => true),
    options,
  );
  return { model, heldOut, boughtAgain: boughtAgain(data) };
}

function train(data: TrainingData, interactions: Interactions, { parts, imported, als, keep }: LearnOptions): CfModel {
  const content = new Map(data.content.map((one, number) => [data.items[number]!, one]));
  return trainModel(interactions, {
    parts,
    content: (item) => content.get(item),
    ...(als && { als }),
    ...(imported && { imported }),
    ...(keep && { keep }),
  });
}

function interactionsOf(data: TrainingData, keep: (at: number) => boolean): Interactions {
  const builder = createInteractionsBuilder({
    items: data.items.slice(0, data.content.length),
    expected: data.at.length,
  });
  builder.add(cfEvents(data, keep));
  return builder.build();
}

async function judge(data: TrainingData, options: LearnOptions): Promise<HeldOut | undefined> {
  const from = data.at.slice().sort()[Math.floor(data.at.length * (1 - HELD_OUT))];
  if (from === undefined) return undefined;
  const interactions = interactionsOf(data, (at) => at < from);
  const targets = targetsOf(data, from, interactions);
  if (targets.size < FEWEST_USERS) return undefined;
  const { users, items } = interactions;
  const recommenders = createRecommenders(['popularity', 'for-you'], train(data, interactions, options), interactions);
  const task = {
    targets,
    ownedBy: (user: string) => new Set(Array.from(ownedItems(interactions, users.indexOf(user)), (n) => items.ids[n]!)),
    catalog: items.ids,
    usersOf: () => 0,
  };
  const { protocols } = await evaluateRecommendations(recommenders, task, { depth: LIST });
  const hits = protocols.map(({ protocol, models }) => {
    const [popularity, model] = models;
    return [protocol, { model: model!.hit, popularity: popularity!.hit }] as const;
  });
  // One entry for each protocol.
  return { from, users: targets.size, hits: Object.fromEntries(hits) as HeldOut['hits'] };
}

/** By user known before: items that they had to do with from then on. Every n-th user, if there are many. */
function targetsOf(data: TrainingData, from: number, { users, byUser }: Interactions): Map<string, Set<string>> {
  const late = createInteractionsBuilder();
  late.add(cfEvents(data, (at) => at >= from));
  const { users: lateUsers, items, byUser: wanted } = late.build();
  const judged = lateUsers.ids.flatMap((id, number) => {
    const own = wanted.indices.subarray(wanted.offsets[number], wanted.offsets[number + 1]);
    const user = users.indexOf(id);
    const isKnown = user >= 0 && byUser.offsets[user + 1]! > byUser.offsets[user]!;
    return isKnown && own.length > 0 ? [[id, new Set(Array.from(own, (item) => items.ids[item]!))] as const] : [];
  });
  const step = Math.max(1, judged.length / MOST_USERS);
  return new Map(judged.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step)));
}

/** Of the pairs of a user and an item with a purchase, the share of those with purchases on different days. */
function boughtAgain({ user, item, type, at, items }: TrainingData): number {
  const purchase = EVENT_TYPES.indexOf('purchase');
  const [first, last] = [daysOf(at, Math.min), daysOf(at, Math.max)];
  const days = last - first + 1;
  // One number for each pair and day, sorted: that takes 8 bytes a purchase.
  const found = new Float64Array(type.reduce((sum, one) => sum + (one === purchase ? 1 : 0), 0));
  let size = 0;
  for (let n = 0; n < type.length; n++)
    if (type[n] === purchase)
      found[size++] = (user[n]! * items.length + item[n]!) * days + Math.floor(at[n]! / DAY_MS) - first;
  found.sort();
  let [pairs, again] = [0, 0];
  for (let from = 0, to = 0; from < size; from = to) {
    const pair = Math.floor(found[from]! / days);
    while (to < size && Math.floor(found[to]! / days) === pair) to++;
    pairs++;
    if (found[to - 1] !== found[from]) again++;
  }
  return pairs === 0 ? 0 : again / pairs;
}

function daysOf(at: Float64Array, pick: (a: number, b: number) => number): number {
  return Math.floor(at.reduce((one, other) => pick(one, other), at[0] ?? 0) / DAY_MS);
}
