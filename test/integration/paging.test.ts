import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValueFacet } from '#src/domain/facet';
import { formatFilter } from '#src/domain/filter-syntax';
import { openSearchShop, type SearchShop, type ShopItem } from '#test/support/search-shop';

const COLOURS = ['red', 'green', 'blue', 'deep blue'];
const BRANDS = ['Acme', 'Bolt', 'ACME', 'Cup & Co'];
const NOUNS = ['shoe', 'boot', 'sandal', 'mug'];

const ITEMS: ShopItem[] = Array.from({ length: 180 }, (_, n) => ({
  id: `item ${n}`,
  title: `${COLOURS[n % 4]} ${NOUNS[(n >> 2) % 4]} number${n % 9}`,
  ...(n % 5 > 0 && { brand: BRANDS[n % 4] }),
  ...(n % 7 > 0 && { price: (n * 37) % 100 }),
  groupId: `group ${n >> 1}`,
  attributes: { colour: COLOURS[n % 4]!, ...(n % 3 === 0 && { size: ['S', 'M'].slice(0, 1 + (n % 2)) }) },
}));

const request = fc.record(
  {
    text: fc.constantFrom('shoe', 'blue shoe', 'red', 'deep blue boot number3', 'number1', 'nothing like it'),
    refine: fc.array(
      fc.constantFrom('colour:red', 'colour:"deep blue",green', 'brand:acme', 'size:M', 'price:20..60', '-size:*'),
      { maxLength: 2 },
    ),
    filter: fc.array(fc.constantFrom('price:..70', '-colour:red', 'brand:*'), { maxLength: 1 }),
    sort: fc.constantFrom('price:asc', 'brand:desc'),
    group: fc.boolean(),
    cutoff: fc.constantFrom('on', 'off'),
    diversity: fc.constantFrom(0, 0.4),
    cap: fc.constantFrom('brand:2/15', 'category:1/5'),
  },
  { requiredKeys: ['refine'] },
);

describe('pages, totals and facets', () => {
  let shop: SearchShop;
  beforeAll(async () => {
    shop = await openSearchShop(ITEMS);
  });
  afterAll(() => shop.close());

  const everything = async (parameters: Record<string, unknown>, limit: number) => {
    const first = await shop.ask({ ...parameters, limit });
    const ids = first.hits.map(({ id }) => id);
    for (let offset = limit; offset < first.total.value; offset += limit) {
      const next = await shop.ask({ ...parameters, limit, offset, queryId: first.queryId });
      expect(next).toMatchObject({ queryId: first.queryId, total: first.total, facets: first.facets });
      ids.push(...next.hits.map(({ id }) => id));
    }
    return { first, ids };
  };

  it('agree: all pages together are the total, and no item is there twice', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.integer({ min: 7, max: 90 }), async (parameters, limit) => {
        const { first, ids } = await everything(parameters, limit);
        expect(ids.length).toBe(first.total.value);
        expect(new Set(ids).size).toBe(ids.length);
        const anotherSize = await everything(parameters, limit + 13);
        expect(anotherSize.ids).toEqual(ids);
      }),
      { numRuns: 40 },
    );
  });

  it('agree: a click on a facet value shows exactly its count', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (parameters) => {
        const page = await shop.ask({ ...parameters, facets: 'colour,brand,size' });
        for (const { field, values } of page.facets as ValueFacet[]) {
          const others = parameters.refine.filter((refinement) => !refinement.replace('-', '').startsWith(`${field}:`));
          for (const { value, count } of values) {
            const click = formatFilter({ field, negated: false, kind: 'any', values: [value] });
            const clicked = await shop.ask({ ...parameters, refine: [...others, click] });
            expect(clicked.total.value, `${click} of ${JSON.stringify(parameters)}`).toBe(count);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are of groups when those are asked for, also without words', async () => {
    const dearest = await everything({ group: true, sort: 'price:desc' }, 50);
    expect(dearest.first).toMatchObject({ total: { value: 90, relation: 'eq' }, notices: [] });
    const all = (await everything({ sort: 'price:desc' }, 50)).ids;
    const groupOf = (id: string) => ITEMS.find((item) => item.id === id)!.groupId;
    expect(dearest.ids).toEqual(
      all.filter((id, place) => all.findIndex((one) => groupOf(one) === groupOf(id)) === place),
    );
  });

  it('replay the same list whatever happens to the items in between', async () => {
    const first = await shop.ask({ text: 'shoe', limit: 10 });
    const before = (await everything({ text: 'shoe' }, 10)).ids;
    await shop.put([
      { id: 'brand new', title: 'shoe shoe shoe' },
      { id: before[0]!, title: 'something else altogether' },
    ]);
    await shop.writer.deleteNow([before[12]!]);
    const ids = first.hits.map(({ id }) => id);
    for (let offset = 10; offset < first.total.value; offset += 10) {
      ids.push(
        ...(await shop.ask({ text: 'shoe', limit: 10, offset, queryId: first.queryId })).hits.map(({ id }) => id),
      );
    }
    expect(ids).toEqual(before);
    const anew = await shop.ask({ text: 'shoe', limit: 100 });
    expect(anew.hits.map(({ id }) => id)).toContain('brand new');
    expect(anew.hits.map(({ id }) => id)).not.toContain(before[12]);
  });

  it('compute anew, and say so, for a queryId that is unknown or of another query', async () => {
    const shoes = await shop.ask({ text: 'shoe' });
    for (const queryId of ['unknown', shoes.queryId]) {
      const page = await shop.ask({ text: 'mug', queryId });
      expect(page.queryId).not.toBe(queryId);
      expect(page.notices.join()).toContain('computed anew');
      expect(page.hits[0]!.item.title).toContain('mug');
    }
  });
});
