import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import { createHttpApp } from '#src/http/app';
import { ListAnswer } from '#src/http/schemas';
import { openTasteShop, type TasteShop } from '#test/support/open-taste-shop';
import { tasteEvents } from '#test/support/taste-shop';

let shop: TasteShop;
let app: Express;

beforeAll(async () => {
  shop = await openTasteShop(['default', 'untrained']);
  await shop.learn();
  app = createHttpApp(shop);
});
afterAll(() => shop?.close());

const LISTS = [
  '/v1/items/red-mug-alba/similar?by=behaviour',
  '/v1/items/red-mug-alba/bought-together?',
  '/v1/users/red-0/recommendations?',
  '/v1/trending?',
] as const;
const get = async (path: string): Promise<ItemList> => {
  const answer = await request(app).get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  expect(ListAnswer.strict().parse(answer.body)).toEqual(answer.body);
  return answer.body;
};
const ids = ({ hits }: ItemList) => hits.map(({ id }) => id);

describe('lists over HTTP', () => {
  it.each(LISTS)('%s takes limit, filter and explain, in the shape that is described', async (path) => {
    const all = await get(`${path}&limit=1000`);
    expect(all.hits.length).toBeGreaterThan(4);
    expect(ids(await get(`${path}&limit=2`))).toEqual(ids(all).slice(0, 2));
    expect(ids(await get(`${path}&limit=1000&filter=category:lamp`))).toEqual(
      ids(all).filter((id) => id.includes('-lamp-')),
    );
    for (const { score, why, reason } of (await get(`${path}&explain=on`)).hits) {
      expect(why!.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
      expect(reason?.text).not.toBe('');
    }
    expect(all.hits[0]!.why).toBeUndefined();
  });

  it.each(LISTS)('%s refuses wrong parameters, naming them', async (path) => {
    for (const [wrong, code] of [
      ['limit=-1', 'invalid_request'],
      ['limit=many', 'invalid_request'],
      ['limit=1&limit=2', 'invalid_request'],
      ['explain=maybe', 'invalid_request'],
      ['filter=brand', 'invalid_filter'],
      ['colour=red', 'invalid_request'],
    ]) {
      const { status, body } = await request(app).get(`${path}&${wrong}`);
      expect([wrong, status, body.code]).toEqual([wrong, 400, code]);
    }
    const { status, body } = await request(app).get(`${path}&catalog=nowhere`);
    expect([status, body.code]).toEqual([404, 'catalog_not_found']);
  });

  it.each(LISTS)('%s of a catalog without a model is empty, and says what to do', async (path) => {
    const { hits, notices } = await get(`${path}&catalog=untrained`);
    expect([hits, notices]).toEqual([[], [expect.stringContaining('vitrine train')]]);
  });

  it.each(['similar', 'similar?by=both', 'similar?by=behaviour', 'bought-together'])(
    'an item that is not there has no %s',
    async (path) => {
      const { status, body } = await request(app).get(`/v1/items/nothing%2F%20here/${path}`);
      expect([status, body.code]).toEqual([404, 'item_not_found']);
    },
  );

  it('finds items like one by content also where nothing is learned', async () => {
    for (const by of ['content', 'both'])
      expect((await get(`/v1/items/red-mug-alba/similar?by=${by}&catalog=untrained`)).hits).toHaveLength(10);
  });

  it('knows the shopper of the path, the visit beside, and what is owned', async () => {
    const owned = tasteEvents().flatMap(({ user, item }) => (user === 'red-0' ? [item] : []));
    const of = (query: string) => get(`/v1/users/red-0/recommendations?limit=1000&${query}`);
    expect(ids(await of('owned=exclude')).filter((id) => owned.includes(id))).toEqual([]);
    expect(
      ids(await of('owned=boost'))
        .slice(0, 7)
        .every((id) => owned.includes(id)),
    ).toBe(true);
    expect(ids(await of('list=recent'))).toEqual([...owned].reverse());
    await shop.vitrine.shoppers.addEvents('default', [{ session: 'visit', item: 'blue-lamp-nova', type: 'view' }]);
    expect(ids(await of('list=recent&session=visit'))[0]).toBe('blue-lamp-nova');
    expect((await of('list=because-you-viewed&session=visit')).hits[0]!.reason).toMatchObject({
      text: 'like “Nova lamp”, which you viewed',
    });
    for (const wrong of ['list=all', 'owned=maybe', 'user=other']) {
      const { status, body } = await request(app).get(`/v1/users/red-0/recommendations?${wrong}`);
      expect([wrong, status, body.code]).toEqual([wrong, 400, 'invalid_request']);
    }
  });

  it('tells of a shopper only to whom has the key, and ranks by their history only then', async () => {
    const config = { host: '127.0.0.1', port: 0, apiKey: 'a-long-enough-key' };
    const guarded = createHttpApp({ vitrine: shop.vitrine, config });
    const key = { authorization: 'Bearer a-long-enough-key' };
    const list = '/v1/users/red-0/recommendations?list=recent';
    expect((await request(guarded).get(list)).status).toBe(401);
    expect((await request(guarded).get(list).set(key)).body.hits).toHaveLength(7);
    const ask = async (query: string, headers = {}) => {
      const { body } = await request(guarded).get(`/v1/search?q=shirt&facets=none&explain=on&${query}`).set(headers);
      return { hits: body.hits, notices: body.notices.filter((notice: string) => notice.includes('API key')) };
    };
    const [everybody, named] = [await ask(''), await ask('user=red-0')];
    expect(named.hits).toEqual(everybody.hits);
    expect(named.notices).toHaveLength(1);
    const known = await ask('user=red-0', key);
    expect(known.hits).not.toEqual(everybody.hits);
    expect(known.notices).toEqual([]);
  });

  it('gives strangers what is popular', async () => {
    const { hits } = await get('/v1/users/a%20stranger%2F1/recommendations');
    expect(hits).toHaveLength(10);
    for (const { reason } of hits) expect(reason?.kind).toBe('popular');
    expect((await get('/v1/users/a%20stranger%2F1/recommendations?list=because-you-viewed')).notices).toEqual([
      'the shopper has not looked at anything yet',
    ]);
  });
});
