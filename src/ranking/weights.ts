import type { QueryClass } from '#src/domain/query';

/** Weight of each signal, at least 0; a signal that is not named has none. */
export type SignalWeights = Readonly<Record<string, number>>;

/** An identifier outweighs everything else together: the item that it names comes first. */
const IDENTIFIER = 10;

export const WEIGHTS: Readonly<Record<QueryClass, SignalWeights>> = {
  identifier: { identifier: IDENTIFIER, lexical: 0.7, text: 0.3 },
  words: { identifier: IDENTIFIER, lexical: 0.7, text: 0.3, 'words-to-picture': 0.1 },
  picture: { 'picture-to-picture': 1 },
  pictureWithWords: {
    identifier: IDENTIFIER,
    lexical: 0.3,
    text: 0.1,
    'picture-to-picture': 0.5,
    'picture-and-words': 0.4,
  },
  browse: {},
};

/** For items like an item: what it looks like counts as much as what it is called. */
export const SIMILAR_WEIGHTS = { text: 0.5, picture: 0.5 } as const;
