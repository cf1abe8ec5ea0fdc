import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValueFacet } from '#src/domain/facet';
import type { SearchPage } from '#src/domain/hit';
import { CATALOG } from '#test/fixtures/understanding/catalog';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

describe('a search as its words say', () => {
  let shop: SearchShop;
  beforeAll(async () => {
    shop = await openSearchShop([
      ...CATALOG,
      { id: 'code', title: 'Spare filter', sku: 'WH-1000XM4', gtin: ['4006381333931'], price: 5 },
      { id: 'upc', title: 'Tin opener', gtin: ['036000291452'], price: 5 },
    ]);
  });
  afterAll(() => shop.close());
  const all = (text: string, more: Readonly<Record<string, unknown>> = {}) => shop.ask({ text, limit: 100, ...more });
  const values = (page: SearchPage, field: string) => page.hits.map(({ item }) => item[field]);

  it('keeps to prices, sizes and exclusions', async () => {
    const page = await all('waterproof hiking boots under $120, not red, size 42');
    expect(page.hits.length).toBeGreaterThan(0);
    expect(Math.max(...values(page, 'price').map(Number))).toBeLessThanOrEqual(120);
    expect(values(page, 'color')).not.toContain('Red');
    expect(new Set(values(page, 'size'))).toEqual(new Set(['42']));
    expect(page.query.filters).toContainEqual({ field: 'price', to: 120, text: 'under $120', span: [24, 34] });
    expect(page.query.excluded).toEqual(['red']);
  });

  it('puts what is preferred first, and says so', async () => {
    const page = await all('blue sofa', { explain: true });
    expect(['Blue', 'Navy']).toContain(page.hits[0]!.item.color);
    expect(page.query.preferences[0]).toMatchObject({
      field: 'color',
      any: ['Blue', 'Navy'],
      text: 'blue',
      span: [0, 4],
    });
    const reason = page.hits[0]!.why!.find(({ signal }) => signal === 'preference');
    expect(reason).toMatchObject({ raw: 2, value: 1 });
    expect(values(await all('blue sofa', { cutoff: 'off' }), 'color')).toContain('Red');
  });

  it('makes a filter that leaves too little a preference, with a notice', async () => {
    const page = await all('television size 42');
    expect(page.total.value).toBeGreaterThan(5);
    expect(page.query.filters).toEqual([]);
    expect(page.notices.join()).toContain('only makes items likelier');
  });

  it('keeps such a filter however few a refinement leaves, so that a click on a facet shows its count', async () => {
    const colours = ['Red', 'Blue', 'Green', 'White', 'Black', 'Grey'];
    const boots = colours.flatMap((color) =>
      ['42', '43'].map((size) => ({ id: `${color} ${size}`, title: 'Hiking boot', attributes: { color, size } })),
    );
    const small = await openSearchShop([...CATALOG.filter(({ title }) => !title.includes('boot')), ...boots]);
    const ask = (more: object) => small.ask({ text: 'hiking boot size 42', facets: 'color', ...more });
    const { facets, query } = await ask({});
    expect(query.filters).toMatchObject([{ field: 'size', any: ['42'] }]);
    expect((facets[0] as ValueFacet).values).toEqual(colours.toSorted().map((value) => ({ value, count: 1 })));
    for (const colour of colours) expect((await ask({ refine: `color:${colour}` })).total.value, colour).toBe(1);
    await small.close();
  });

  it('says that no item has a long number', async () => {
    expect((await all('4006381999999')).notices.join()).toContain('no item has the number "4006381999999"');
    expect((await all('4006381333931')).notices.join()).not.toContain('no item');
  });

  it('sorts as the words wish, unless the request says otherwise', async () => {
    const cheapest = values(await all('cheapest kettle', { limit: 5 }), 'price').map(Number);
    expect(cheapest).toEqual(cheapest.toSorted((a, b) => a - b));
    const dearest = values(await all('cheapest kettle', { sort: 'price:desc', limit: 5 }), 'price').map(Number);
    expect(dearest).toEqual(dearest.toSorted((a, b) => b - a));
  });

  it('browses when nothing is left to search by', async () => {
    const page = await all('under $50');
    expect(page.total).toEqual({ value: values(page, 'price').length, relation: 'eq' });
    expect(Math.max(...values(page, 'price').map(Number))).toBeLessThanOrEqual(50);
  });

  it('takes words for words when it is told to', async () => {
    const off = await all('kettle under $50', { understand: 'off' });
    expect([off.query.filters, off.query.recognised]).toEqual([[], []]);
    expect(Math.max(...values(off, 'price').map(Number))).toBeGreaterThan(50);
    const ignored = await all('kettle under $50', { ignore: 'under $50' });
    expect(ignored.query.filters).toEqual([]);
    expect(ignored.query.recognised!.map(({ text }) => text)).toEqual(['kettle']);
  });

  it('puts the item of a code first, however it is written', async () => {
    for (const text of ['WH-1000XM4', 'wh1000 xm4', 'wh 1000 xm4 filter', '4006381333931'])
      expect((await all(text)).hits[0]!.id, text).toBe('code');
    for (const text of ['036000291452', '0036000291452', '00036000291452'])
      expect((await all(text)).hits[0]!.id, text).toBe('upc');
  });

  it('finds what was mistyped, and says what it was taken for', async () => {
    const page = await all('velvet sfoa');
    expect(page.query.corrected).toBe('velvet sofa');
    expect(page.hits[0]!.item.category).toEqual(['Furniture', 'Sofas']);
    expect((await all('velvet sofa')).query.corrected).toBeNull();
  });

  it('finds general synonyms, and says nothing of other shops', async () => {
    expect((await all('couch')).hits[0]!.item.category).toEqual(['Furniture', 'Sofas']);
  });
});
