import type { QueryClass } from '#src/domain/query';

/** Weight of each signal, at least 0; a signal that is not named has none. */
export type SignalWeights = Readonly<Record<string, number>>;

/** An identifier outweighs everything else together: the item that it names comes first. */
const IDENTIFIER = 10;

/**
 * Words and the similarity of texts, by `lite` vectors. On the development halves the best lies at a fifth for `chorus`
 * (nDCG@10 of rated items .845 alone, .869 at .1, .874 at .2, .865 at .3) and between .2 and .4 for `homedepot`, where
 * .1 to .5 are within .006; on `zh`, which `lite` does not know, it changes nothing up to .4.
 */
const WORDS = { lexical: 0.8, text: 0.2 } as const;

/**
 * Titles that a language model thinks the wanted item to have, beside the words. On the development half of `chorus` .05
 * to .08 gained most; .13 cost .015 of nDCG@10 of rated items, because titles of broad queries name particular models.
 */
const LIKELY_TITLES = 0.05;

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

/** For items like an item: what it looks like counts as much as what it is called. */
export const SIMILAR_WEIGHTS = { text: 0.5, picture: 0.5 } as const;
