import { describe, expect, it } from 'vitest';
import { orderNotices } from '#src/search/fields';
import { parseSearchRequest } from '#src/search/request';
import { failureNotices, missingNotices } from '#src/search/retrieve';
import { shopperNotices } from '../../../web/src/notices.ts';

const told = (...lines: string[]) => shopperNotices(lines).map(({ text }) => text);

describe('shopperNotices', () => {
  it('says what was left out in words, and offers it', () => {
    expect(shopperNotices(['98 weak candidates left out (cutoff=off shows them)'])).toEqual([
      { text: '98 results that fit less well are left out.', offersWeak: true },
    ]);
    expect(shopperNotices(['1 similar items left out of the sorted list (cutoff=off shows them)'])).toEqual([
      { text: '1 result without your words is left out in this order.', offersWeak: true },
    ]);
  });
  it('knows what the search itself says', () => {
    const failed = { signal: 'text', result: { ids: [], scores: [], complete: true, failed: 'ECONNREFUSED' } } as const;
    const none = { signal: 'lexical', result: { ids: [], scores: [], complete: true } } as const;
    expect(told(...failureNotices([failed as never]))).toEqual(['Something did not work: results may be missing.']);
    expect(told(...missingNotices('4006381333931', [none as never]))).toEqual([
      'Nothing here has the number “4006381333931”.',
    ]);
    expect(told(...orderNotices(parseSearchRequest({ text: 'mug', sort: 'rating:desc' }), []))).toEqual([
      'These items cannot be sorted that way.',
    ]);
  });
  it.each([
    ['no item has the word "flumph"', 'Nothing here has the word “flumph”.'],
    [
      '"acme" as brand left too few results: it only makes items likelier',
      'Few results are “acme”: others are shown too.',
    ],
    ['prices are in EUR: "under $50" was taken as that', '“under $50” was taken as EUR.'],
    [
      'variants are shown one by one, because 50000 items are more than can be grouped without words: narrow them by a filter',
      'Choose a filter to see each product only once.',
    ],
    [
      'the list of this queryId has expired or belongs to another query: it was computed anew',
      'This list was made anew, and may have changed.',
    ],
  ])('says %s for shoppers', (line, text) => {
    expect(told(line)).toEqual([text]);
  });
  it.each([
    'rewrite skipped: no language model is configured',
    'user was passed over: what is known of a shopper needs the API key',
    'answered from an earlier index: the store does not answer',
    'popularityDiscount does nothing while nothing is known of what shoppers do: run vitrine train',
  ])('keeps to itself: %s', (line) => {
    expect(shopperNotices([line])).toEqual([]);
  });
});
