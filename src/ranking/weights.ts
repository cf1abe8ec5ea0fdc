import type { QueryClass } from '#src/domain/query';
import { SIGNAL_NAMES } from './signals/list.ts';

/** Weight of each signal, at least 0; a signal that is not named has none. */
export type SignalWeights = Readonly<Record<string, number>>;

/** An identifier outweighs everything else together: the item that it names comes first. */
const IDENTIFIER = 10;

/**
 * How many of the words an item has, beside `lexical` at .8. On the development half of `homedepot` .15 to .3 gain .0015 to
 * .0022 of recall@100, .001 to .002 of nDCG@10 of rated items and .003 to .004 over all items, on both halves of the
 * queries; on `chorus` as much as .004 and .011, but from .4 on nothing. `zh` has one word to a query and does not change.
 */
const COVERAGE = 0.25;

/**
 * Words that the titles of the best have in common, beside `lexical` at .8, where nothing else says what items are. On `homedepot`
 * .15 gains .007 of recall@100, .007 of nDCG@10 of rated items and .002 over all items, and `zh` stays as it is.
 */
const AGREEMENT = 0.15;

/**
 * Words and the similarity of texts, by `lite` vectors. On the development halves the best lies at a fifth for `chorus`
 * (nDCG@10 of rated items .845 alone, .869 at .1, .874 at .2, .865 at .3) and between .2 and .4 for `homedepot`, where
 * .1 to .5 are within .006; on `zh`, which `lite` does not know, it changes nothing up to .4.
 */
const WORDS = { lexical: 0.8, coverage: COVERAGE, agreement: AGREEMENT, text: 0.2 } as const;

/**
 * What the titles agree on that a language model thinks the wanted item to have, beside the words. On the development half
 * of `chorus` .1 gains .015 less of nDCG@10 over all items, and .3 loses .006 over all and .008 among those that people rated.
 */
const LIKELY_TITLES = 0.2;

/**
 * What a language model describes of the item that a picture and words ask for. On the demo shop (as below), with ideal
 * descriptions: .92 and .91 by what they add to the vectors alone, .95 and .93 with .3, .97 and .95 with .8, which would
 * leave less to the picture where a description is wrong.
 */
const DESCRIBED = 0.3;

export const WEIGHTS: Readonly<Record<QueryClass, SignalWeights>> = {
  words: { identifier: IDENTIFIER, ...WORDS, 'likely-titles': LIKELY_TITLES, 'words-to-picture': 0.1, preference: 0.1 },
  picture: { 'picture-to-picture': 1 },
  // bench/picture-with-words.ts on the demo shop: .90 of the first ten of the picture's kind, and .88 of the items of
  // that kind and the colour asked for among them; .87 and .87 with .6 for the picture, .92 and .87 with 1.
  pictureWithWords: {
    identifier: IDENTIFIER,
    lexical: 0.3,
    'picture-to-picture': 0.75,
    'picture-and-words': 0.4,
    'likely-titles': DESCRIBED,
  },
  browse: {},
};

/**
 * What shoppers do, beside `lexical` at .8. Settled on a quarter of the queries of `hm-personal-search` (type and colour,
 * and type alone): MRR .405 and .261 where shoppers buy again (`owned` counts), .297 and .112 for what they did not have,
 * .282 and .085 by popularity alone. Half and double weights are within .02; other weights for broad queries (many items
 * with all the words) gained nothing over these.
 */
export const BEHAVIOUR_WEIGHTS: SignalWeights = {
  popularity: 0.7,
  together: 0.25,
  alike: 0.3,
  affinity: 0.05,
  owned: 0.6,
};

/** How much of those weights counts: beside a picture only enough to decide between items that look alike. */
export const BEHAVIOUR_SHARE: Readonly<Record<QueryClass, number>> = {
  words: 1,
  picture: 0.1,
  pictureWithWords: 0.1,
  browse: 0,
};

/**
 * What the item itself says. `availability` is the part of its score that an item loses that cannot be had: enough to
 * come after what is nearly as good, too little to come after what matches by halves. A convention; no judgments tell.
 * Freshness and ratings have no say until a shop gives them one.
 */
export const ITEM_WEIGHTS: SignalWeights = { freshness: 0, rating: 0, availability: 0.2 };

/** Weights by signal, or by `class.signal`, that take the place of the ones above. */
export type WeightOverrides = Readonly<Record<string, number>>;

/**
 * The weights of a class of queries. An override of a signal holds for every class, with the share that behaviour has there;
 * one of `class.signal` holds for that class as it is. An identifier outweighs whatever the others are given.
 */
export function weightsOf(queryClass: QueryClass, overrides: WeightOverrides = {}): SignalWeights {
  const standard = { ...BEHAVIOUR_WEIGHTS, ...ITEM_WEIGHTS, ...WEIGHTS[queryClass] };
  const weights = Object.fromEntries(
    SIGNAL_NAMES.map((name) => {
      const share = name in BEHAVIOUR_WEIGHTS ? BEHAVIOUR_SHARE[queryClass] : 1;
      return [name, overrides[`${queryClass}.${name}`] ?? (overrides[name] ?? standard[name] ?? 0) * share];
    }),
  );
  const others = Object.entries(weights).reduce((sum, [name, weight]) => sum + (name === 'identifier' ? 0 : weight), 0);
  return weights.identifier ? { ...weights, identifier: Math.max(IDENTIFIER, 1 + others) } : weights;
}

/** For items like an item: what it looks like counts as much as what it is called. */
export const SIMILAR_WEIGHTS = { text: 0.5, picture: 0.5 } as const;
