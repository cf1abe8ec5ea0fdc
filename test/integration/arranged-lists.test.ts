import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListHit } from '#src/compose/lists';
import { createHttpApp } from '#src/http/app';
import { ListAnswer, SearchAnswer } from '#src/http/schemas';
import { openTasteShop, type TasteShop } from '#test/support/open-taste-shop';
import { tasteItems } from '#test/support/taste-shop';

let shop: TasteShop;
let app: Express;

beforeAll(async () => {
  shop = await openTasteShop();
  const late = { item: 'red-lamp-alba', type: 'purchase', at: '2024-05-06T10:00:00Z' } as const;
  await shop.learn(Array.from({ length: 60 }, (_, n) => ({ user: `late-${n}`, ...late })));
  app = createHttpApp(shop);
});
afterAll(() => shop?.close());

const get = async (path: string, schema: typeof ListAnswer | typeof SearchAnswer = ListAnswer) => {
  const { status, body } = await request(app).get(path);
  expect([path, status]).toEqual([path, 200]);
  expect(schema.strict().parse(body)).toEqual(body);
  return body.hits as ListHit[];
};
const ids = (hits: readonly ListHit[]) => hits.map(({ id }) => id);
const kinds = (hits: readonly ListHit[], first: number) =>
  ids(hits)
    .map((id) => id.split('-')[1])
    .slice(0, first);
const LISTS = [
  '/v1/users/red-0/recommendations?explain=on',
  '/v1/items/red-mug-alba/similar?explain=on',
  '/v1/items/red-mug-alba/similar?by=behaviour&explain=on',
  '/v1/items/red-mug-alba/bought-together?explain=on',
];

describe('arranged lists', () => {
  it.each(LISTS)('%s keeps a cap, with the same items, each with its reasons', async (path) => {
    const plain = await get(`${path}&limit=1000`);
    const capped = await get(`${path}&limit=1000&cap=category:1/3`);
    expect(new Set(kinds(capped, 3)).size).toBe(3);
    expect(ids(capped).sort()).toEqual(ids(plain).sort());
    for (const hit of capped) {
      const same = plain.find(({ id }) => id === hit.id)!;
      expect([hit.score, hit.why, hit.reason]).toEqual([same.score, same.why, same.reason]);
      expect(hit.moved?.from ?? ids(plain).indexOf(hit.id) + 1).toBe(ids(plain).indexOf(hit.id) + 1);
    }
    expect(ids(await get(`${path}&limit=4&cap=category:1/3`))).toEqual(ids(capped).slice(0, 4));
    const varied = await get(`${path}&limit=1000&diversity=0.8`);
    expect(ids(varied)).not.toEqual(ids(plain));
    expect(ids(varied)[0]).toBe(ids(plain)[0]);
  });

  it('shows less of what everybody wants', async () => {
    const path = '/v1/users/red-0/recommendations?explain=on&limit=1000&owned=include';
    const place = (hits: readonly ListHit[]) => ids(hits).indexOf('red-lamp-alba');
    const [plain, discounted] = [await get(path), await get(`${path}&popularityDiscount=0.9`)];
    expect(place(discounted)).toBeGreaterThan(place(plain));
    const why = discounted[place(discounted)]!.why!;
    expect(why.at(-1)).toMatchObject({ signal: 'popularity-discount', weight: -0.9 });
    const [searched, lessened] = [
      await get('/v1/search?text=lamp&limit=100&explain=on', SearchAnswer),
      await get('/v1/search?text=lamp&limit=100&explain=on&popularityDiscount=0.9', SearchAnswer),
    ];
    expect(place(searched)).toBe(0);
    expect(place(lessened)).toBeGreaterThan(0);
    for (const hit of [...discounted, ...lessened]) {
      const sum = hit.why!.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - hit.score)).toBeLessThan(1e-6);
    }
  });

  it('puts what cannot be had behind what is nearly as good, and says so', async () => {
    const [item] = ids(await get('/v1/users/red-0/recommendations?limit=1'));
    const rows = tasteItems().map((row) => (row.id === item ? { ...row, availability: 'out_of_stock' } : row));
    await shop.index('default', rows);
    const of = (hits: readonly ListHit[]) => hits.find(({ id }) => id === item)!;
    for (const path of ['/v1/users/red-0/recommendations?', '/v1/trending?']) {
      const [lessened, plain] = [await get(`${path}&explain=on&limit=1000`), await get(`${path}&limit=1000`)];
      expect(ids(lessened)).toEqual(ids(plain));
      expect(of(lessened).why!.at(-1)).toMatchObject({ signal: 'availability', raw: 1, weight: -0.2 });
      const sum = of(lessened).why!.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(of(lessened).score, 9);
    }
    const path = '/v1/users/red-0/recommendations?limit=1000&weight=availability';
    const [first, last] = [await get(`${path}:0`), await get(`${path}:1`)];
    expect(ids(first)[0]).toBe(item);
    expect([ids(last).at(-1), last.at(-1)!.score]).toEqual([item, 0]);
    await shop.index('default', tasteItems());
  });

  it('weighs the parts of a shopper’s list as asked', async () => {
    const path = '/v1/users/red-0/recommendations?limit=1000&explain=on';
    const hits = await get(`${path}&weight=popularity:5&weight=list.together:0`);
    expect(ids(hits)[0]).toBe('red-lamp-alba');
    expect(ids(hits)).not.toEqual(ids(await get(path)));
    for (const { why } of hits) {
      expect(why!.map(({ signal }) => signal)).not.toContain('together');
      expect(why!.find(({ signal }) => signal === 'popularity')?.weight ?? 5).toBe(5);
    }
    const { status, body } = await request(app).get(`${path}&weight=rating:1`);
    expect([status, body.detail]).toEqual([400, expect.stringContaining('no signal "rating" to weigh in lists')]);
  });

  it('leaves what was seen last in its order', async () => {
    const path = '/v1/users/red-0/recommendations?list=recent';
    expect(ids(await get(`${path}&cap=category:1/3&diversity=1`))).toEqual(ids(await get(path)));
  });

  it('are as the catalog is configured, unless a request says otherwise', async () => {
    const asked = '/v1/users/red-0/recommendations?limit=1000';
    const heavy = `${asked}&weight=affinity:2`;
    const [capped, plain] = [await get(`${heavy}&cap=category:1/3`), await get(heavy)];
    const weighed = await get('/v1/search?text=lamp&limit=100&weight=popularity:0', SearchAnswer);
    await shop.reopen({ VITRINE_CAPS: 'category:1/3', VITRINE_WEIGHTS: 'popularity:0,list.affinity:2' });
    app = createHttpApp(shop);
    expect(ids(await get(asked))).toEqual(ids(capped));
    expect(ids(await get(`${asked}&cap=none`))).toEqual(ids(plain));
    expect(await get('/v1/search?text=lamp&limit=100', SearchAnswer)).toEqual(weighed);
    expect(await get('/v1/search?text=lamp&limit=100&weight=popularity:0.7', SearchAnswer)).not.toEqual(weighed);
  });

  it('says what is wrong', async () => {
    const { status, body } = await request(app).get('/v1/users/red-0/recommendations?diversity=7&cap=x');
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.detail).toContain('diversity must be a number from 0 to 1');
    const unknown = await request(app).get('/v1/users/red-0/recommendations?cap=material:1');
    expect([unknown.status, unknown.body.code]).toEqual([400, 'unknown_field']);
  });
});
