import { describe, expect, it } from 'vitest';
import { parseRecommendRequest, parseSimilarRequest } from '#src/search/list-request';

describe('requests for lists', () => {
  it('have defaults, and take texts as a query string brings them', () => {
    expect(parseSimilarRequest({})).toEqual({
      ...{ by: 'content', filter: [], limit: 10, explain: false, group: false },
    });
    expect(parseRecommendRequest({ user: 'ann' })).toEqual({
      ...{
        shopper: { user: 'ann' },
        list: 'for-you',
        seen: 'include',
        filter: [],
        limit: 10,
        explain: false,
        group: false,
      },
    });
    const asked = {
      user: 7,
      session: 's',
      list: 'recent',
      owned: 'boost',
      limit: '3',
      explain: 'on',
      group: 'on',
      filter: 'brand:acme',
    };
    expect(parseRecommendRequest(asked)).toMatchObject({
      shopper: { user: '7', session: 's' },
      ...{ list: 'recent', owned: 'boost', limit: 3, explain: true, group: true, filter: [{ field: 'brand' }] },
    });
  });

  it('need nobody for what is everybody’s, and an item for what goes with one', () => {
    expect(parseRecommendRequest({ list: 'trending' }).shopper).toEqual({});
    expect(parseRecommendRequest({ list: 'bought-together', item: 7, seen: 'exclude' })).toMatchObject({
      ...{ list: 'bought-together', item: '7', seen: 'exclude', shopper: {} },
    });
  });

  it.each([
    [{ by: 'magic' }, /by must be one of content, behaviour, both/u],
    [{ limit: -1 }, /limit must be a whole number from 0 to 1000/u],
    [{ user: 'ann' }, /user/u],
  ])('refuses %j for similar items', (input, message) => {
    expect(() => parseSimilarRequest(input)).toThrow(message);
  });

  it.each([
    [{}, /user or session must name a shopper/u],
    [{ user: '' }, /user or session must name a shopper/u],
    [{ user: 'ann', list: 'everything' }, /list must be one of for-you, recent, because-you-viewed/u],
    [{ list: 'recent' }, /user or session must name a shopper/u],
    [{ list: 'bought-together' }, /item must name an item for list=bought-together/u],
    [{ user: 'ann', item: 'mug' }, /item must name an item for list=bought-together, and stands with no other/u],
    [{ session: 's', list: 'recent', seen: 'exclude' }, /seen must not be exclude for list=recent/u],
    [{ session: 's', seen: 'maybe' }, /seen must be one of include, exclude/u],
    [{ user: 'ann', owned: 'hide' }, /owned must be one of include, exclude, boost, neutral/u],
    [{ user: 'ann', limit: 1.5 }, /limit must be a whole number/u],
    [{ user: ['ann', 'bob'] }, /user must be a text/u],
    [{ user: 'ann', colour: 'red' }, /colour/u],
  ])('refuses %j for a shopper', (input, message) => {
    expect(() => parseRecommendRequest(input)).toThrow(message);
  });
});
