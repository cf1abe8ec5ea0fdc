import type { AlsOptions } from '#src/cf/als';
import { createDictionary, numberedIds } from '#src/cf/dictionary';
import { byUserAndItem, type EventColumns, sliceOf } from '#src/cf/event-log';
import { DAY_MS } from '#src/cf/event-weights';
import type { ImportedFactors } from '#src/cf/imported-factors';
import { type Interactions, pairInteractions } from '#src/cf/interactions';
import type { CfModel } from '#src/cf/model';
import { type TrainedPart, trainModel } from '#src/cf/train';
import type { Estimate } from '#src/evaluation/bootstrap';
import { createRecommenders, ownedItems } from '#src/evaluation/recommend/models';
import { evaluateRecommendations } from '#src/evaluation/recommend/protocol';
import type { TrainingData } from './gathered.ts';

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
/** Pairs that factors are learned from: of more, those of every n-th shopper, because time grows with them. */
const FACTOR_PAIRS = 2_000_000;

/** Trains on the earlier events, judges by the last ones, then trains on all; a refresh is not judged. */
export async function learn(data: TrainingData, options: LearnOptions): Promise<Learned> {
  const heldOut = options.keep ? undefined : await judge(data, options);
  const model = train(data, interactionsOf(data, data.events), options);
  return { model, heldOut, boughtAgain: boughtAgain(data) };
}

function train(data: TrainingData, interactions: Interactions, { parts, imported, als, keep }: LearnOptions): CfModel {
  const content = new Map(data.content.map((one, number) => [data.items[number]!, one]));
  return trainModel(interactions, {
    parts,
    factorPairs: FACTOR_PAIRS,
    content: (item) => content.get(item),
    ...(als && { als }),
    ...(imported && { imported }),
    ...(keep && { keep }),
  });
}

/** The users are known by their numbers alone. */
function interactionsOf({ users, items }: TrainingData, events: EventColumns): Interactions {
  return pairInteractions(events, { users: numberedIds(users), items: createDictionary(items) });
}

async function judge(data: TrainingData, options: LearnOptions): Promise<HeldOut | undefined> {
  const { at } = data.events;
  const from = at[Math.floor(at.length * (1 - HELD_OUT))];
  if (from === undefined) return undefined;
  const line = at.indexOf(from);
  const interactions = interactionsOf(data, sliceOf(data.events, 0, line));
  const targets = targetsOf(interactions, interactionsOf(data, sliceOf(data.events, line, at.length)));
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

/** By user known before: items that they had to do with later. Every n-th user, if there are many. */
function targetsOf(before: Interactions, later: Interactions): Map<string, Set<string>> {
  const judged: number[] = [];
  for (let user = 0; user < later.users.size; user++)
    if (ownedItems(before, user).length > 0 && ownedItems(later, user).length > 0) judged.push(user);
  const step = Math.max(1, judged.length / MOST_USERS);
  const drawn = judged.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
  return new Map(
    drawn.map((user) => [String(user), new Set(Array.from(ownedItems(later, user), (item) => later.items.ids[item]!))]),
  );
}

/** Of the pairs of a user and an item with a purchase, the share of those with purchases on different days. */
function boughtAgain({ events, isPurchase, users, items }: TrainingData): number {
  const isBought = (_: unknown, event: number) => isPurchase[event] === 1;
  const [user, item] = [events.user.filter(isBought), events.item.filter(isBought)];
  const at = events.at.filter(isBought);
  const dayOf = (event: number) => Math.floor(at[event]! / DAY_MS);
  const order = byUserAndItem({ user, item, at }, users, items.length);
  let [pairs, again] = [0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!;
    while (to < order.length && user[order[to]!] === user[first] && item[order[to]!] === item[first]) to++;
    pairs++;
    if (dayOf(order[to - 1]!) !== dayOf(first)) again++;
  }
  return pairs === 0 ? 0 : again / pairs;
}
