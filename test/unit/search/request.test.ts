import { describe, expect, it } from 'vitest';
import { parseListRequest, parseSearchRequest } from '#src/search/request';

const DEFAULTS = {
  filter: [],
  refine: [],
  limit: 10,
  offset: 0,
  facets: 'default',
  group: false,
  explain: false,
  personalise: true,
  cutoff: true,
  understand: true,
  ignore: [],
};

describe('parseSearchRequest', () => {
  it('gives the defaults', () => expect(parseSearchRequest({})).toEqual(DEFAULTS));
  it('takes undefined, null and empty texts as not given', () => {
    expect(parseSearchRequest({ text: ' ', q: undefined, user: null, session: '', sort: '', image: '' })).toEqual(
      DEFAULTS,
    );
  });

  it('reads a query string, where everything is text', () => {
    const request = parseSearchRequest({
      q: ' red shoes ',
      filter: ['brand:acme', 'price:..50'],
      refine: 'color:red',
      sort: 'price:desc',
      limit: '1000',
      offset: '20',
      facets: 'brand, color,brand',
      explain: 'true',
      cutoff: 'off',
      group: '1',
      personalise: '0',
      user: 'u1',
    });
    expect(request).toEqual({
      ...DEFAULTS,
      text: 'red shoes',
      filter: [
        { field: 'brand', negated: false, kind: 'any', values: ['acme'] },
        { field: 'price', negated: false, kind: 'range', to: 50 },
      ],
      refine: [{ field: 'color', negated: false, kind: 'any', values: ['red'] }],
      sort: { field: 'price', direction: 'desc' },
      limit: 1000,
      offset: 20,
      facets: ['brand', 'color'],
      explain: true,
      cutoff: false,
      group: true,
      personalise: false,
      user: 'u1',
    });
  });

  it('reads JSON: filters as objects, a sort as an object, an id that is a number', () => {
    const request = parseSearchRequest({
      text: 'a',
      filter: { field: 'price', from: 1 },
      refine: [{ field: 'brand', not: 'x' }, 'color:red'],
      sort: { field: 'a:b', direction: 'asc' },
      user: 7,
    });
    expect(request.filter).toEqual([{ field: 'price', negated: false, kind: 'range', from: 1 }]);
    expect(request.refine).toHaveLength(2);
    expect(request).toMatchObject({ sort: { field: 'a:b', direction: 'asc' }, user: '7' });
  });

  it('reads pictures as bytes and as data URLs', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(parseSearchRequest({ image: bytes }).image).toBe(bytes);
    expect([...parseSearchRequest({ image: 'data:image/png;base64,AQID' }).image!]).toEqual([1, 2, 3]);
  });

  it.each([
    ['price', { field: 'price', direction: 'asc' }],
    ['screen size:desc', { field: 'screen size', direction: 'desc' }],
    ['a:b:asc', { field: 'a:b', direction: 'asc' }],
  ])('sorts by %s', (sort, expected) => expect(parseSearchRequest({ sort }).sort).toEqual(expected));

  it.each([
    ['none', []],
    [['none'], []],
    ['default', 'default'],
    ['', []],
    [
      ['brand', 'color,size'],
      ['brand', 'color', 'size'],
    ],
  ])('counts the facets %j', (facets, expected) => expect(parseSearchRequest({ facets }).facets).toEqual(expected));

  it.each([
    [{ limit: -1 }, 'limit must be a whole number from 0 to 1000, not -1.'],
    [{ limit: '1000000000' }, 'limit must be a whole number from 0 to 1000, not "1000000000".'],
    [{ limit: 1e9 }, 'limit must be a whole number from 0 to 1000, not 1000000000.'],
    [{ limit: '1.5' }, 'limit must be a whole number from 0 to 1000, not "1.5".'],
    [{ limit: 'ten' }, 'limit must be a whole number from 0 to 1000, not "ten".'],
    [{ limit: '' }, 'limit must be a whole number'],
    [{ limit: ['1', '2'] }, 'limit must be a whole number'],
    [{ offset: -5 }, 'offset must be a whole number from 0 to'],
    [{ sort: 'price:up' }, 'sort must be a field with a direction, e.g. price:asc, not "price:up".'],
    [{ sort: 5 }, 'sort must be a field with a direction'],
    [{ explain: 'maybe' }, 'explain must be on or off, not "maybe".'],
    [{ rewrite: 'never' }, 'rewrite must be off or cache or on, not "never".'],
    [{ text: ['a', 'b'] }, 'text must be one text'],
    [{ text: 'x'.repeat(100_001) }, 'text must be one text of at most 100000 characters'],
    [{ filter: 5 }, 'filter.0 must be one or several filters'],
    [{ filter: { field: 'a', anny: 'b' } }, 'filter.0 must be one or several filters'],
    [{ filters: 'brand:acme' }, 'There is no parameter "filters". Known are: text, q,'],
    [{ image: 'ftp://example.com/a.jpg' }, 'image must be a picture as a data URL'],
    [{ image: 'data:image/png;base64,' }, 'image must be a picture as a data URL'],
  ])('refuses %j, naming parameter, value and range', (input, message) => {
    const refused = expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) });
    expect(() => parseSearchRequest(input)).toThrow(refused);
  });

  it('names all faults together', () => {
    expect(() => parseSearchRequest({ limit: -1, explain: 'maybe' })).toThrow(/limit .* explain /u);
  });
  it('refuses a malformed filter as such', () => {
    expect(() => parseSearchRequest({ filter: 'brand' })).toThrow(expect.objectContaining({ code: 'invalid_filter' }));
  });
});

describe('parseListRequest', () => {
  it('has scope, limit and explain', () => {
    expect(parseListRequest({})).toEqual({ filter: [], limit: 10, explain: false, group: false });
    expect(parseListRequest({ filter: 'color:*', limit: '3', explain: 'on' })).toMatchObject({
      limit: 3,
      explain: true,
    });
    expect(() => parseListRequest({ offset: 3 })).toThrow('There is no parameter "offset"');
    expect(() => parseListRequest({ limit: 'x' })).toThrow('limit must be');
  });
});
