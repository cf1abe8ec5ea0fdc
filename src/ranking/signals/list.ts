/** What decides a score, in the order in which documents and messages name it. */
export const SIGNALS = {
  identifier: 'the query is an identifier of the item',
  lexical: 'words of the query in the item, by BM25F (bm25f.ts)',
  coverage: 'how many of the words of the query the item has (coverage.ts)',
  agreement: 'words that the titles of the best have beside those of the query (agreement.ts)',
  'likely-titles': 'titles that a language model expects of the wanted item, by BM25F',
  text: 'likeness of the query and the text of the item, by vectors',
  'words-to-picture': 'likeness of the words and the best picture of the item',
  'picture-to-picture': 'likeness of the picture and the best picture of the item',
  'picture-and-words': 'likeness of picture and words together and the best picture of the item',
  preference: 'colours, kinds and the like that the query names (preference.ts)',
  popularity: 'what everybody did with the item lately (behaviour.ts)',
  together: 'what others did who did as the shopper did last (behaviour.ts)',
  alike: 'likeness to what the shopper did last, by words and values (behaviour.ts)',
  affinity: 'factors of the item and of the shopper, folded in (behaviour.ts)',
  owned: 'the shopper bought it (behaviour.ts)',
  interests: 'values that the shopper keeps coming back to (signals/interests.ts)',
  'price-fit': 'how near the price is to what the shopper pays (signals/price-fit.ts)',
  freshness: 'how new the item is (signals/freshness.ts)',
  rating: 'mean rating, held back by a Bayesian prior (signals/rating.ts)',
  availability: 'the part of its score that an item loses that cannot be had (signals/availability.ts)',
} as const;

export type SignalName = keyof typeof SIGNALS;

export const SIGNAL_NAMES = Object.keys(SIGNALS) as readonly SignalName[];
