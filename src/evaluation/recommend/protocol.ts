import { VitrineError } from '#src/errors';
import { type Estimate, estimateMean } from '../bootstrap.ts';
import { type ExposureFigures, exposureFigures, type ListFigures, listFigures } from './metrics.ts';

/** Something that makes lists. */
export interface Recommender {
  readonly name: string;
  /** The best items for a user of the training, at most `limit`, none twice; without the user's own when `excludesOwned`. */
  recommend(user: string, limit: number, excludesOwned: boolean): readonly string[];
}

/** What lists are judged by: what users did after the training. */
export interface RecommendationTask {
  /** By user: items of the time of the test, at least one. Only users of the training. */
  readonly targets: ReadonlyMap<string, ReadonlySet<string>>;
  /** Items of a user in the training. */
  readonly ownedBy: (user: string) => ReadonlySet<string>;
  readonly catalog: readonly string[];
  /** Users in the training of an item. */
  readonly usersOf: (item: string) => number;
}

/** `all`: nothing is excluded. `new`: what a user owns leaves the lists and the targets, else it would be unfair. */
const PROTOCOLS = ['all', 'new'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface RecommenderFigures extends Readonly<Record<keyof ListFigures, Estimate>>, ExposureFigures {
  readonly model: string;
}

export interface ProtocolFigures {
  readonly protocol: Protocol;
  /** Users who are judged. */
  readonly users: number;
  readonly models: readonly RecommenderFigures[];
}

export interface RecommendationEvaluation {
  /** Length of the lists. */
  readonly depth: number;
  readonly items: number;
  readonly protocols: readonly ProtocolFigures[];
}

export interface EvaluationOptions {
  readonly depth: number;
  /** Called before each model of each protocol. */
  readonly onStep?: (step: { readonly protocol: Protocol; readonly model: string }) => Promise<void> | void;
  readonly onList?: (list: {
    readonly protocol: Protocol;
    readonly model: string;
    readonly user: string;
    readonly items: readonly string[];
  }) => void;
}

/** Judges every recommender by both protocols, for the same users. Throws `source_invalid` when there is nobody to judge by. */
export async function evaluateRecommendations(
  recommenders: readonly Recommender[],
  task: RecommendationTask,
  options: EvaluationOptions,
): Promise<RecommendationEvaluation> {
  if (task.targets.size === 0)
    throw new VitrineError(
      'source_invalid',
      'Nobody has events both in the training and in the test: choose other times with --train-until and --test-from.',
    );
  const protocols: ProtocolFigures[] = [];
  for (const protocol of PROTOCOLS) {
    const targets = protocol === 'all' ? task.targets : newTargets(task);
    const models: RecommenderFigures[] = [];
    for (const recommender of recommenders) {
      await options.onStep?.({ protocol, model: recommender.name });
      models.push(judge(recommender, targets, protocol, task, options));
    }
    protocols.push({ protocol, users: targets.size, models });
  }
  return { depth: options.depth, items: task.catalog.length, protocols };
}

function newTargets({ targets, ownedBy }: RecommendationTask): Map<string, ReadonlySet<string>> {
  const fresh = [...targets].map(([user, items]) => {
    const owned = ownedBy(user);
    return [user, new Set([...items].filter((item) => !owned.has(item)))] as const;
  });
  return new Map(fresh.filter(([, items]) => items.size > 0));
}

function judge(
  { name, recommend }: Recommender,
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  protocol: Protocol,
  { catalog, usersOf }: RecommendationTask,
  { depth, onList }: EvaluationOptions,
): RecommenderFigures {
  const lists: (readonly string[])[] = [];
  const figures = [...targets].map(([user, items]) => {
    const list = recommend(user, depth, protocol === 'new');
    lists.push(list);
    onList?.({ protocol, model: name, user, items: list });
    return listFigures(list, items, depth);
  });
  const estimate = (figure: keyof ListFigures): Estimate =>
    estimateMean(Float64Array.from(figures, (one) => one[figure]));
  return {
    model: name,
    hit: estimate('hit'),
    recall: estimate('recall'),
    ndcg: estimate('ndcg'),
    reciprocalRank: estimate('reciprocalRank'),
    ...exposureFigures(lists, catalog, usersOf),
  };
}
