import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPage } from '#src/domain/hit';
import { draw } from '#test/support/pictures';
import { openSearchShop, type SearchShop, type ShopItem } from '#test/support/search-shop';

const SHOES: ShopItem[] = [
  {
    id: 'red-shoe',
    title: 'Red running shoe',
    brand: 'Acme',
    price: 50,
    sku: 'RS-100',
    category: ['Shoes', 'Running'],
  },
  { id: 'blue-shoe', title: 'Blue running shoe', brand: 'Acme', price: 70, category: ['Shoes', 'Running'] },
  {
    id: 'green-boot',
    title: 'Green hiking boot',
    brand: 'Bolt',
    price: 120,
    category: ['Shoes', 'Boots'],
    description: 'A <b>boot</b> for running streams',
  },
  {
    id: 'blue-mug',
    title: 'Blue mug',
    brand: 'Cup & Co',
    price: 9,
    category: ['Kitchen'],
    attributes: { material: 'clay' },
  },
  {
    id: '007',
    title: 'Spy camera',
    brand: 'Bolt',
    price: 300,
    gtin: ['4006381333931'],
    attributes: { note: 'shoots shoe prints' },
  },
];

async function pictures() {
  const colours = { 'red-shoe': '#d22020', 'blue-shoe': '#2846c8', 'green-boot': '#20a040', 'blue-mug': '#2846c8' };
  const drawn = Object.entries(colours).map(
    async ([id, colour]) => [id, await draw({ colour }).png().toBuffer()] as const,
  );
  return Object.fromEntries(await Promise.all(drawn));
}

describe('search', () => {
  let shop: SearchShop;
  beforeAll(async () => {
    shop = await openSearchShop(SHOES, await pictures());
  });
  afterAll(() => shop.close());
  const idsOf = (page: SearchPage) => page.hits.map(({ id }) => id);

  it('finds by words: all of two words', async () => {
    const page = await shop.ask({ text: 'running shoe' });
    expect(idsOf(page).slice(0, 2).sort()).toEqual(['blue-shoe', 'red-shoe']);
    expect(page.total.relation).toBe('eq');
  });

  it('puts the item of an identifier first, however it is written', async () => {
    for (const text of ['rs100', 'RS-100', '4006381333931', '007']) {
      const expected = text.toLowerCase().startsWith('rs') ? 'red-shoe' : '007';
      expect(idsOf(await shop.ask({ text }))[0], text).toBe(expected);
    }
  });

  it('finds by picture, and by picture with words', async () => {
    const image = await draw({ colour: '#2846c8' }).png().toBuffer();
    const byPicture = await shop.ask({ image, cutoff: 'off' });
    expect(idsOf(byPicture).slice(0, 2).sort()).toEqual(['blue-mug', 'blue-shoe']);
    const withWords = await shop.ask({ image, text: 'shoe', cutoff: 'off' });
    expect(idsOf(withWords)[0]).toBe('blue-shoe');
  });

  it('leaves out what is not wanted, in words and beside a picture', async () => {
    expect(idsOf(await shop.ask({ text: 'running shoe not red' }))).not.toContain('red-shoe');
    expect(idsOf(await shop.ask({ text: 'running shoe' }))).toContain('red-shoe');
  });

  it('explains every score: contributions add up', async () => {
    const page = await shop.ask({ text: 'blue running shoe', explain: true, cutoff: 'off' });
    expect(page.hits.length).toBeGreaterThan(2);
    for (const { score, why } of page.hits) {
      expect(why!.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
      for (const { weight, value, contribution } of why!) expect(contribution).toBeCloseTo(weight * value, 9);
    }
    expect(page.hits[0]!.why!.map(({ signal }) => signal)).toContain('lexical');
    expect((await shop.ask({ text: 'blue' })).hits[0]!.why).toBeUndefined();
  });

  it('marks the matched words and escapes the rest', async () => {
    const hit = (await shop.ask({ text: 'running boots' })).hits.find(({ id }) => id === 'green-boot')!;
    expect(hit.highlights.title).toBe('Green hiking <mark>boot</mark>');
    expect(hit.highlights.description).toBe('A &lt;b&gt;<mark>boot</mark>&lt;/b&gt; for <mark>running</mark> streams');
  });

  it('keeps the scope of a filter on every leg', async () => {
    const page = await shop.ask({ text: 'blue', filter: ['brand:acme', 'price:..100'] });
    expect(idsOf(page)).toEqual(['blue-shoe']);
    expect(idsOf(await shop.ask({ filter: ['category:shoes'] })).sort()).toEqual([
      'blue-shoe',
      'green-boot',
      'red-shoe',
    ]);
    expect(idsOf(await shop.ask({ filter: ['-material:*', '-category:Shoes'] }))).toEqual(['007']);
  });

  it('sorts within what belongs, missing values last', async () => {
    const sorted = await shop.ask({ text: 'running shoe', sort: 'price:desc' });
    expect(idsOf(sorted)).toEqual(['green-boot', 'blue-shoe', 'red-shoe']);
    expect(sorted.query.sort).toBeNull();
    expect(idsOf(await shop.ask({ sort: 'price:asc' }))).toEqual([
      'blue-mug',
      'red-shoe',
      'blue-shoe',
      'green-boot',
      '007',
    ]);
    expect(idsOf(await shop.ask({ sort: 'material:asc', limit: 1 }))).toEqual(['blue-mug']);
  });

  it('replays the list for another choice of facets too', async () => {
    const first = await shop.ask({ text: 'shoe', limit: 1 });
    const second = await shop.ask({ text: 'shoe', limit: 1, offset: 1, queryId: first.queryId, facets: 'none' });
    expect(second.queryId).toBe(first.queryId);
    expect(second.notices.join()).not.toContain('expired');
  });

  it('sorts only what is clearly meant, and says what it left out', async () => {
    const found = await shop.ask({ text: 'blue mug' });
    expect(idsOf(found)).toEqual(['blue-mug', 'blue-shoe']);
    const sorted = await shop.ask({ text: 'blue mug', sort: 'price:desc' });
    expect(idsOf(sorted)).toEqual(['blue-mug']);
    expect(sorted.notices.join()).toContain('similar items left out of the sorted list');
    expect((await shop.ask({ text: 'blue mug', sort: 'price:desc', cutoff: 'off' })).total.value).toBeGreaterThan(1);
    expect(idsOf(await shop.ask({ text: '4006381333931', sort: 'price:asc' }))).toEqual(['007']);
  });

  it('browses everything without words', async () => {
    const page = await shop.ask({});
    expect(page.total).toEqual({ value: 5, relation: 'eq' });
    expect(page.facets.find(({ field }) => field === 'brand')).toMatchObject({
      values: [
        { value: 'Acme', count: 2 },
        { value: 'Bolt', count: 2 },
        { value: 'Cup & Co', count: 1 },
      ],
    });
  });

  it('tells what was left out, and shows it when the cut-off is off', async () => {
    const cut = await shop.ask({ text: 'blue running shoe' });
    const all = await shop.ask({ text: 'blue running shoe', cutoff: 'off' });
    expect(all.total.value).toBeGreaterThan(cut.total.value);
    expect(cut.notices.join()).toContain(`${all.total.value - cut.total.value} weak`);
  });

  it('refuses fields that no item has, and pictures that are none', async () => {
    await expect(shop.ask({ text: 'shoe', filter: ['colour:red'] })).rejects.toMatchObject({ code: 'unknown_field' });
    for (const text of ['shoe', undefined])
      expect((await shop.ask({ ...(text && { text }), sort: 'rating:desc' })).notices).toContain(
        'no item has a rating: the order is as without sort',
      );
    for (const asked of [{ sort: 'title:asc' }, { filter: ['id:1'] }, { facets: ['title'] }])
      await expect(shop.ask({ text: 'shoe', ...asked })).rejects.toMatchObject({
        code: 'unknown_field',
        message: expect.stringMatching(/^No filter, sort or facet goes by "(?:title|id)"/u),
      });
    await expect(shop.ask({ text: 'shoe', sort: 'weight:asc' })).rejects.toMatchObject({ code: 'unknown_field' });
    await expect(shop.ask({ image: Buffer.from('no picture') })).rejects.toMatchObject({ code: 'invalid_picture' });
  });

  it.each([
    '',
    ' ',
    '-',
    'not',
    '🙂',
    '\ud800',
    "'; DROP TABLE items; --",
    '{"a":',
    'x'.repeat(10_000),
    'under under under',
  ])('answers %j', async (text) => {
    const page = await shop.ask({ text });
    expect(page.hits.length).toBeLessThanOrEqual(5);
    for (const { score } of page.hits) expect(score).not.toBeNaN();
  });
});
