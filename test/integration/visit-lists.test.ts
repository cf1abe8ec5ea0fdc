import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import type { Vitrine } from '#src/compose/vitrine';
import { createHttpApp } from '#src/http/app';
import { ListAnswer } from '#src/http/schemas';
import { openTasteShop, type TasteShop } from '#test/support/open-taste-shop';

const KEY = 'a-long-enough-key';
let shop: TasteShop;
let vitrine: Vitrine;
/** As browsers meet it: a key is set, and events of visits are public. */
let app: Express;

beforeAll(async () => {
  shop = await openTasteShop(['default', 'untrained']);
  ({ vitrine } = shop);
  await shop.learn();
  app = createHttpApp({ vitrine, config: { host: '127.0.0.1', port: 0, apiKey: KEY, publicEvents: 'on' } });
});
afterAll(() => shop?.close());

const list = async (query: string, headers: Readonly<Record<string, string>> = {}): Promise<ItemList> => {
  const { status, body } = await request(app).get(`/v1/recommendations?${query}`).set(headers);
  expect([query, status]).toEqual([query, 200]);
  expect(ListAnswer.strict().parse(body)).toEqual(body);
  for (const { reason } of body.hits) expect(reason.text).not.toBe('');
  return body;
};
const does = async (session: string, type: string, item: string, catalog = 'default') => {
  const { status } = await request(app).post(`/v1/events?catalog=${catalog}`).send({ session, type, item });
  expect(status).toBe(200);
};
const ids = ({ hits }: ItemList) => hits.map(({ id }) => id);
const colours = (answer: ItemList) => new Set(ids(answer).map((id) => id.split('-')[0]));

describe('a visit of somebody unknown', () => {
  it('has what is popular for it, and nothing seen, before its first click', async () => {
    const first = await list('session=fresh');
    expect(new Set(first.hits.map(({ reason }) => reason?.kind))).toEqual(new Set(['popular']));
    expect(ids(await list('session=fresh&list=recent'))).toEqual([]);
    const because = await list('session=fresh&list=because-you-viewed');
    expect([because.hits, because.notices]).toEqual([[], [expect.stringContaining('not looked at anything')]]);
  });

  it('has lists that follow each click', async () => {
    await does('clicks', 'view', 'blue-lamp-nova');
    const blue = await list('session=clicks&limit=8');
    expect(colours(blue)).toEqual(new Set(['blue']));
    const reasons = new Map(blue.hits.map(({ id, reason }) => [id, reason!.text]));
    expect(reasons.get('blue-lamp-nova') ?? 'you viewed it').toBe('you viewed it');
    reasons.delete('blue-lamp-nova');
    expect([...reasons.values()].filter((text) => /“Nova lamp”, which you viewed$/u.test(text)).length).toBeGreaterThan(
      4,
    );
    await does('clicks', 'cart', 'red-mug-alba');
    const recent = await list('session=clicks&list=recent');
    expect(ids(recent)).toEqual(['red-mug-alba', 'blue-lamp-nova']);
    expect(recent.hits.map(({ reason }) => reason!.text)).toEqual(['you put it in the cart', 'you viewed it']);
    expect(colours(await list('session=clicks&limit=8'))).toContain('red');
    const because = await list('session=clicks&list=because-you-viewed');
    expect(because.about).toEqual({ id: 'red-mug-alba', title: 'Alba mug' });
    expect(ids(because)).not.toContain('red-mug-alba');
    expect(because.hits[0]!.reason!.text).toBe('like “Alba mug”, which you put in the cart');
    for (const { reason } of because.hits)
      expect(reason).toMatchObject({ event: 'cart', by: expect.stringMatching(/^(?:text|picture|shoppers)$/u) });
    // Another visit knows nothing of it.
    expect(ids(await list('session=other&list=recent'))).toEqual([]);
  });

  it('has nothing it spoke against, bought, or (when it says so) saw', async () => {
    const three = ids(await list('list=bought-together&item=red-mug-cora&limit=3'));
    const [looked = '', own = '', not = ''] = three;
    for (const [type, item] of [
      ['view', looked],
      ['purchase', own],
      ['view', not],
      ['dislike', not],
    ] as const)
      await does('choosy', type, item);
    for (const asked of ['list=for-you', 'list=trending', 'list=bought-together&item=red-mug-cora']) {
      const among = async (query: string) => {
        const shown = ids(await list(`session=choosy&limit=1000&${asked}&${query}`));
        return three.filter((id) => shown.includes(id));
      };
      expect([asked, await among('')]).toEqual([asked, [looked]]);
      expect([asked, await among('owned=include')]).toEqual([asked, [looked, own]]);
      expect([asked, await among('seen=exclude')]).toEqual([asked, []]);
    }
    expect(ids(await list('session=choosy&list=recent'))).toEqual([own, looked]);
    expect(ids(await list('session=choosy&list=recent&owned=exclude'))).toEqual([looked]);
  });

  it('has lists within a filter, of a length', async () => {
    await does('narrow', 'view', 'blue-lamp-nova');
    for (const asked of [
      'list=for-you',
      'list=because-you-viewed',
      'list=trending',
      'list=bought-together&item=blue-lamp-nova',
    ]) {
      const mugs = await list(`session=narrow&${asked}&filter=category:mug&filter=colour:blue&limit=3`);
      expect([asked, ids(mugs).length]).toEqual([asked, 3]);
      for (const id of ids(mugs)) expect(id).toMatch(/^blue-mug-/u);
    }
    expect(ids(await list('session=narrow&list=recent&filter=category:mug'))).toEqual([]);
  });

  it('has the few items of a narrow filter also where a thousand others come before them', async () => {
    const few = 6;
    const items = Array.from({ length: 1_200 }, (_, n) => ({
      ...{ id: `thing-${n}`, title: `Thing ${n}`, brand: n < few ? 'Rare' : 'Common', groupId: `g${n % 400}` },
    }));
    await shop.index('things', items);
    // The rare ones are those that nobody has wanted for long.
    const at = (n: number) => new Date(Date.UTC(2024, 4, n < few ? 1 : 20, 0, 0, n)).toISOString();
    const bought = items.map(({ id }, n) => ({ user: `u${n % 40}`, item: id, type: 'purchase', at: at(n) }));
    await vitrine.shoppers.addEvents('things', bought);
    await (await vitrine.catalog('things')).train({ parts: ['item'], yes: true });
    for (const asked of ['list=for-you', 'list=trending']) {
      const all = ids(await list(`session=nobody&catalog=things&limit=1000&${asked}`));
      expect([asked, all.filter((id) => items.slice(0, few).some((rare) => rare.id === id))]).toEqual([asked, []]);
      const rare = await list(`session=nobody&catalog=things&filter=brand:Rare&${asked}`);
      expect([asked, rare.hits.length]).toEqual([asked, few]);
    }
    const { body } = await request(app).get('/v1/trending?catalog=things&filter=brand:Rare');
    expect(body.hits).toHaveLength(few);
    const { hits } = await list('list=trending&catalog=things&limit=1000&group=on');
    const groups = hits.map(({ item }) => item.groupId);
    expect([groups.length, new Set(groups).size]).toEqual([400, 400]);
  });

  it('goes on from what is still sold', async () => {
    await does('gone', 'view', 'blue-mug-kira');
    await does('gone', 'view', 'sold-out-long-ago');
    expect((await list('session=gone&list=because-you-viewed')).about?.id).toBe('blue-mug-kira');
    expect(ids(await list('session=gone&list=recent'))).toEqual(['blue-mug-kira']);
  });

  it('has what needs no model where nothing is learned', async () => {
    await does('early', 'view', 'red-mug-alba', 'untrained');
    const early = (query: string) => list(`session=early&catalog=untrained&${query}`);
    expect(ids(await early('list=recent'))).toEqual(['red-mug-alba']);
    expect((await early('list=because-you-viewed')).hits).toHaveLength(10);
    for (const asked of ['list=for-you', 'list=trending', 'list=bought-together&item=red-mug-alba']) {
      const { hits, notices } = await early(asked);
      expect([hits, notices]).toEqual([[], [expect.stringContaining('vitrine train')]]);
    }
  });
});

describe('whose lists they are', () => {
  it('is asked only of who names a shopper', async () => {
    for (const query of ['user=red-0', 'user=red-0&session=clicks', 'user=red-0&user=red-1']) {
      const { status, body } = await request(app).get(`/v1/recommendations?list=recent&${query}`);
      expect([query, status, body.code]).toEqual([query, 401, 'unauthorised']);
    }
    const known = await list('user=red-0&list=recent', { authorization: `Bearer ${KEY}` });
    expect(ids(known)).toHaveLength(7);
    expect(ids(known)).toEqual(
      (await request(app).get('/v1/users/red-0/recommendations?list=recent').set('x-api-key', KEY)).body.hits.map(
        ({ id }: { id: string }) => id,
      ),
    );
    // Nor does a visit tell what its shopper did elsewhere.
    const headers = { authorization: `Bearer ${KEY}` };
    const event = { user: 'red-0', session: 'signed-in', type: 'view', item: 'blue-mug-kira' };
    expect((await request(app).post('/v1/events').set(headers).send(event)).status).toBe(200);
    expect(ids(await list('session=signed-in&list=recent'))).toEqual(['blue-mug-kira']);
  });

  it('may be nobody’s where the list is everybody’s', async () => {
    expect((await list('list=trending')).hits).toHaveLength(10);
    const together = await list('list=bought-together&item=red-mug-alba');
    expect([together.about, [...colours(together)]]).toEqual([{ id: 'red-mug-alba', title: 'Alba mug' }, ['red']]);
    for (const wrong of ['', 'user=&session=', 'list=bought-together', 'list=all&session=s', 'session=s&colour=red']) {
      const { status, body } = await request(app).get(`/v1/recommendations?${wrong}`);
      expect([wrong, status, body.code]).toEqual([wrong, 400, 'invalid_request']);
    }
    const { status, body } = await request(app).get('/v1/recommendations?list=bought-together&item=nothing');
    expect([status, body.code]).toEqual([404, 'item_not_found']);
  });
});

describe('items like an item', () => {
  it('say what of them is alike, or that the same shoppers want them', async () => {
    const { body } = await request(app).get('/v1/items/red-mug-alba/similar?by=both&limit=30');
    const kinds = new Set(body.hits.map(({ reason }: { reason: { kind: string } }) => reason.kind));
    expect(kinds).toEqual(new Set(['like', 'bought-together']));
    const together = (await list('list=bought-together&item=red-mug-alba&limit=3')).hits;
    for (const { reason } of together) expect(reason!.text).toBe('often bought with “Alba mug”');
    const content = await request(app).get('/v1/items/red-mug-alba/similar');
    for (const { reason } of content.body.hits)
      expect(reason).toEqual({ kind: 'like', item: 'red-mug-alba', by: 'text', text: 'like “Alba mug”' });
  });
});
