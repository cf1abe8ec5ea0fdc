import { sparseContent } from '#src/cf/content';
import { dot } from '#src/cf/dense';
import { createFoldIn } from '#src/cf/fold-in';
import { createForYou } from '#src/cf/for-you';
import { trainedHistory } from '#src/cf/history';
import type { Interactions } from '#src/cf/interactions';
import type { CfModel } from '#src/cf/model';
import { scoreByNeighbours } from '#src/cf/neighbours';
import { topPlaces } from '#src/cf/top';
import type { Recommender } from './protocol.ts';

/** What can be evaluated, the simplest first. `ease` is left out unless asked for: it takes its time. */
export const RECOMMENDERS = [
  'popularity',
  'history',
  'content',
  'item',
  'ease',
  'als',
  'als-fold-in',
  'for-you',
] as const;
export type RecommenderName = (typeof RECOMMENDERS)[number];

/** Scores of all items for a user of the training, by number; NaN leaves an item out. */
type Score = (user: number) => Float64Array;

/** The named recommenders over one model and the interactions it was trained on. */
export function createRecommenders(
  names: readonly RecommenderName[],
  model: CfModel,
  interactions: Interactions,
): Recommender[] {
  return names.map((name) => {
    if (name === 'for-you') return forYouRecommender(model, interactions);
    const score = scorer(name, model, interactions);
    return {
      name,
      recommend(id, limit, excludesOwned) {
        const user = interactions.users.indexOf(id);
        const scores = score(user).slice();
        if (excludesOwned) for (const item of ownedItems(interactions, user)) scores[item] = Number.NaN;
        return [...topPlaces(scores, limit)].map((item) => model.items.ids[item]);
      },
    };
  });
}

/** Numbers of the items that a user had to do with. */
export function ownedItems({ byUser }: Interactions, user: number): Uint32Array {
  return byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1]);
}

function forYouRecommender(model: CfModel, interactions: Interactions): Recommender {
  const { recommend } = createForYou(model);
  return {
    name: 'for-you',
    recommend: (id, limit, excludesOwned) => {
      const user = interactions.users.indexOf(id);
      const ownedNumbers = new Set(ownedItems(interactions, user));
      const owned = excludesOwned ? ('exclude' as const) : ('boost' as const);
      const history = trainedHistory(interactions, user);
      return recommend(history, { limit, owned, ownedItems: ownedNumbers }).map((one) => one.id);
    },
  };
}

function scorer(name: Exclude<RecommenderName, 'for-you'>, model: CfModel, interactions: Interactions): Score {
  const { popularity, items } = model;
  const nothing = new Float64Array(items.ids.length);
  const history = (user: number) => trainedHistory(interactions, user);
  switch (name) {
    case 'popularity':
      return () => popularity;
    case 'history':
      return historyScorer(model, interactions);
    case 'content': {
      const content = model.content && sparseContent(model.content);
      return (user) => (content ? content.scoreAll(content.profile(history(user))) : nothing);
    }
    case 'item':
    case 'ease': {
      const neighbours = name === 'item' ? model.neighbours : model.ease;
      return (user) => (neighbours ? scoreByNeighbours(neighbours, history(user), nothing.slice()) : nothing);
    }
    case 'als':
    case 'als-fold-in':
      return alsScorer(name, model, interactions);
  }
}

/** Own items by recency, then what is popular. */
function historyScorer({ popularity, items }: CfModel, interactions: Interactions): Score {
  const most = popularity.reduce((greatest, value) => Math.max(greatest, value), 0) || 1;
  return (user) => {
    const scores = Float64Array.from({ length: items.ids.length }, (_, item) => popularity[item] / most);
    const own = trainedHistory(interactions, user);
    own.items.forEach((item, n) => {
      scores[item] += 1 + own.weights[n];
    });
    return scores;
  };
}

function alsScorer(name: 'als' | 'als-fold-in', { factors, items, about }: CfModel, interactions: Interactions): Score {
  if (!factors) return () => new Float64Array(items.ids.length);
  const width = factors.factors;
  const foldIn = createFoldIn(factors.items, width, about.als);
  if (name === 'als-fold-in')
    return (user) =>
      foldIn.allAffinities(foldIn.vector(trainedHistory(interactions, user, { halfLifeDays: Infinity })));
  return (user) =>
    Float64Array.from({ length: items.ids.length }, (_, item) =>
      dot(factors.items, item * width, factors.users, user * width, width),
    );
}
