import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, Vitrine } from '#src/compose/vitrine';
import type { Hit } from '#src/domain/hit';
import { parseRecommendRequest } from '#src/search/list-request';
import { parseListRequest, parseSearchRequest } from '#src/search/request';
import { openTasteShop, type TasteShop } from '#test/support/open-taste-shop';
import { idsOf, tasteEvents } from '#test/support/taste-shop';

let taste: TasteShop;
let vitrine: Vitrine;
let shop: Catalog;

/** Open all the time; first without a model. */
beforeAll(async () => {
  taste = await openTasteShop();
  ({ vitrine } = taste);
  shop = await vitrine.catalog('default');
});
afterAll(() => taste?.close());

const search = async (parameters: Readonly<Record<string, unknown>>) =>
  (await shop.search(parseSearchRequest({ text: 'shirt', limit: 50, explain: 'on', facets: 'none', ...parameters })))
    .hits;
const ranked = (hits: readonly Hit[]) => hits.map(({ id, score }) => [id, score]);
const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);
const forYou = async (parameters: Readonly<Record<string, unknown>>) =>
  (await shop.recommend(parseRecommendRequest({ limit: 10, ...parameters }))).hits;
const add = async (...events: readonly Readonly<Record<string, unknown>>[]) => {
  const { outcomes } = await vitrine.shoppers.addEvents('default', events);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(events.map(() => 'added'));
};
const train = (signal?: AbortSignal) => shop.train({ parts: ['item', 'als'], yes: false, signal });
const sum = ({ why }: Hit) => why!.reduce((total, { contribution }) => total + contribution, 0);

describe('before anything is learned', () => {
  it('answers by words alone, and says that lists know nothing', async () => {
    expect(ranked(await search({ user: 'red-0' }))).toEqual(ranked(await search({})));
    const trending = await shop.trending(parseListRequest({}));
    expect([trending.hits, trending.notices]).toEqual([[], [expect.stringContaining('vitrine train')]]);
  });

  it('stops when it is told to, publishing nothing', async () => {
    await add(...tasteEvents().map((event) => ({ ...event })));
    const stop = new AbortController();
    const training = shop.train({
      parts: ['item', 'als', 'ease'],
      yes: true,
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'training') setImmediate(() => stop.abort());
      },
    });
    await expect(training).rejects.toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('the model of before still serves'),
    });
    expect(await forYou({ user: 'red-0' })).toEqual([]);
  });
});

describe('an open catalog whose model is published', () => {
  let before: readonly unknown[];
  beforeAll(async () => {
    before = ranked(await search({ user: 'red-0' }));
    await train();
  });

  it('takes it up without being opened again', async () => {
    expect(ranked(await search({ user: 'red-0' }))).not.toEqual(before);
    expect(await forYou({ user: 'red-0' })).toHaveLength(10);
  });

  it('adds up the reasons of every hit to its score', async () => {
    for (const parameters of [
      { user: 'red-0' },
      { user: 'blue-1', owned: 'boost' },
      {},
      { user: 'red-2', text: 'lamp' },
    ])
      for (const hit of await search(parameters)) expect(Math.abs(sum(hit) - hit.score)).toBeLessThan(1e-6);
    for (const hit of await forYou({ user: 'red-0', explain: 'on' }))
      expect(Math.abs(sum(hit) - hit.score)).toBeLessThan(1e-6);
    const signals = new Set((await search({ user: 'red-0' })).flatMap(({ why }) => why!.map(({ signal }) => signal)));
    for (const signal of ['popularity', 'together', 'alike']) expect(signals).toContain(signal);
  });

  it('counts what the shopper keeps coming back to where the shop weighs it, and for nobody else', async () => {
    const weight = 'interests:0.5,price-fit:0.2';
    const hits = await search({ user: 'red-0', weight });
    expect(
      ids(hits)
        .slice(0, 8)
        .every((id) => id.startsWith('red')),
    ).toBe(true);
    const reasons = hits[0]!.why!.filter(({ signal }) => ['interests', 'price-fit'].includes(signal));
    expect(reasons.map(({ signal, contribution }) => [signal, contribution > 0])).toEqual([
      ['interests', true],
      ['price-fit', true],
    ]);
    for (const hit of hits) expect(Math.abs(sum(hit) - hit.score)).toBeLessThan(1e-6);
    for (const parameters of [{ user: 'stranger' }, { user: 'red-0', personalise: 'off' }])
      expect(await search({ ...parameters, weight })).toEqual(await search({}));
  });

  it('gives strangers, and who does not want it, the ranking of everybody, bit for bit', async () => {
    const everybody = await search({});
    for (const parameters of [
      { user: 'stranger' },
      { session: 'new-visit' },
      { user: 'red-0', personalise: 'off' },
      { user: 'red-0', session: 'new-visit', personalise: 'off', owned: 'boost' },
    ])
      expect(await search(parameters)).toEqual(everybody);
  });

  it('gives another ranking for another history', async () => {
    const [red, blue] = [ids(await search({ user: 'red-0' })), ids(await search({ user: 'blue-0' }))];
    expect(red.slice(0, 8).filter((id) => id.startsWith('red'))).toHaveLength(8);
    expect(blue.slice(0, 8).filter((id) => id.startsWith('blue'))).toHaveLength(8);
  });

  it.each(['click', 'purchase', 'cart', 'like'])('counts a %s in the very next answer', async (type) => {
    const shopper = { session: `visit-${type}` };
    const empty = [ranked(await search(shopper)), ids(await forYou(shopper))];
    await add({ ...shopper, item: 'blue-mug-juno', type });
    const once = [ranked(await search(shopper)), ids(await forYou(shopper))];
    expect(once[0]).not.toEqual(empty[0]);
    expect(once[1]).not.toEqual(empty[1]);
    expect(once[1]![0]).toMatch(/^blue-/u);
    await add({ ...shopper, item: 'red-mug-brio', type });
    expect(ranked(await search(shopper))).not.toEqual(once[0]);
  });

  it('takes back what is disliked', async () => {
    const shopper = { user: 'moody' };
    await add({ ...shopper, item: 'red-mug-alba', type: 'view', at: '2024-05-07T10:00:00Z' });
    expect(ranked(await search(shopper))).not.toEqual(ranked(await search({})));
    await add({ ...shopper, item: 'red-mug-alba', type: 'dislike', at: '2024-05-07T10:01:00Z' });
    expect(ranked(await search(shopper))).toEqual(ranked(await search({})));
    for (const list of ['recent', 'for-you', 'trending'])
      expect(ids(await forYou({ ...shopper, list, limit: 100 }))).not.toContain('red-mug-alba');
  });

  it('puts what is owned first, or where it would stand', async () => {
    const owned = new Set(tasteEvents().flatMap(({ user, item }) => (user === 'red-3' ? [item] : [])));
    const place = (hits: readonly Hit[]) => ids(hits).findIndex((id) => owned.has(id));
    const contribution = (hits: readonly Hit[]) =>
      hits.flatMap(({ id, why }) => (owned.has(id) ? why!.filter(({ signal }) => signal === 'owned') : []));
    const [boost, neutral] = [
      await search({ user: 'red-3', owned: 'boost' }),
      await search({ user: 'red-3', owned: 'neutral' }),
    ];
    expect(place(boost)).toBe(0);
    expect(contribution(boost)[0]!.contribution).toBeGreaterThan(0);
    expect(contribution(neutral).reduce((total, one) => total + one.contribution, 0)).toBe(0);
    // People of this shop buy nothing twice.
    expect(ranked(await search({ user: 'red-3' }))).toEqual(ranked(neutral));
  });

  it('knows what to do with items that the model has not seen', async () => {
    await shop.put([{ id: 'new-shirt', title: 'Quanta shirt', category: 'shirt', colour: 'red' }]);
    for (const parameters of [{ user: 'red-0' }, {}, { user: 'red-0', owned: 'boost' }]) {
      const found = (await search(parameters)).find(({ id }) => id === 'new-shirt')!;
      expect(found.score).toBeGreaterThan(0);
      expect(found.why!.map(({ signal }) => signal)).not.toContain('popularity');
    }
    await add(
      { session: 'fan', item: 'new-shirt', type: 'click' },
      { session: 'fan', item: 'no-such-item', type: 'click' },
    );
    expect(ids(await forYou({ session: 'fan', list: 'recent' }))).toEqual(['new-shirt']);
    expect(await forYou({ session: 'fan' })).toHaveLength(10);
    await shop.remove(['new-shirt']);
    expect(await forYou({ session: 'fan', list: 'recent' })).toEqual([]);
  });

  it('never gives a score that is no number, whatever was done', async () => {
    const event = fc.record({
      item: fc.constantFrom(...idsOf('red'), ...idsOf('blue'), 'no-such-item'),
      type: fc.constantFrom('view', 'click', 'cart', 'purchase', 'like', 'dislike'),
      at: fc.integer({ min: Date.UTC(1991, 0), max: Date.UTC(2025, 0) }).map((at) => new Date(at).toISOString()),
    });
    let shoppers = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(event, { minLength: 1, maxLength: 20 }), async (done) => {
        const user = `odd-${shoppers++}`;
        await add(...done.map((one) => ({ user, ...one })));
        for (const hits of [await search({ user, owned: 'boost' }), await forYou({ user, limit: 60 })])
          for (const { score } of hits) expect(Number.isFinite(score)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('goes on with the model of before while another is learned, then takes the other', async () => {
    await add(
      ...Array.from({ length: 200 }, (_, n) => ({ user: `late-${n}`, item: 'blue-lamp-pila', type: 'purchase' })),
    );
    const popularity = async () =>
      (await search({ text: 'pila lamp' }))[0]!.why!.find(({ signal }) => signal === 'popularity')!.raw;
    const old = await popularity();
    const training = shop.train({ parts: ['item'], yes: true });
    expect(await popularity()).toBe(old);
    expect((await training).published).toBe(true);
    // The first that asks brings it; whoever asks meanwhile is not kept waiting.
    let now = await popularity();
    while (now === old) now = await popularity();
    expect(now).toBeGreaterThan(old);
  });
});
