import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpAppOptions } from '#src/http/app';
import type { StateStore } from '#src/ports/records';
import { all } from '#test/contract/state-events';
import { createFakeVitrine } from '#test/support/fake-vitrine';
import { createMemoryState } from '#test/support/memory-state';

const items = ['lamp', 'sofa'].map((id) => ({ id, title: `A ${id}`, kind: 'product', attributes: {} }));
let state: StateStore;
beforeEach(() => {
  state = createMemoryState();
});
const appOf = (config: Partial<HttpAppOptions['config']> = {}) => {
  const vitrine = createFakeVitrine({ default: { items } }, state);
  return { vitrine, app: createHttpApp({ vitrine, config: { host: '127.0.0.1', port: 0, ...config } }) };
};
const view = { user: 'ann', item: 'lamp', type: 'view', at: '2024-05-01T10:00:00Z' };
const kept = (catalog = 'default') => all(state.events.read(catalog));

describe('POST /v1/events', () => {
  it('takes one event, which is there when it is answered', async () => {
    const { app } = appOf();
    const { status, body } = await request(app)
      .post('/v1/events')
      .send({ ...view, id: 'e1', queryId: 'q', position: 3 });
    expect(status).toBe(200);
    expect(body).toEqual({
      added: 1,
      known: 0,
      refused: 0,
      unknownItems: 0,
      newUsers: 1,
      outcomes: [{ outcome: 'added', id: 'e1' }],
    });
    const at = Date.UTC(2024, 4, 1, 10);
    expect(await kept()).toEqual([{ ...view, id: 'e1', at, queryId: 'q', position: 3 }]);
  });

  it('takes many, each with its outcome, unknown items and users counted and kept', async () => {
    const { app } = appOf();
    await request(app).post('/v1/events').send(view);
    const events = [
      { ...view, id: 'a' },
      { ...view, item: 'not yet there', user: 7 },
      { ...view, type: 'stare' },
      { ...view, id: 'a', item: 'sofa' },
      { ...view, at: '2999-01-01' },
      view,
    ];
    const { status, body } = await request(app).post('/v1/events').send(events);
    expect(status).toBe(200);
    expect(body).toMatchObject({ added: 2, known: 2, refused: 2, unknownItems: 1, newUsers: 1 });
    expect(body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'added',
      'added',
      'refused',
      'known',
      'refused',
      'known',
    ]);
    expect(body.outcomes[2].reason).toBe('type is unknown ("stare")');
    expect(body.outcomes[4].reason).toContain('at is in the future');
    expect((await kept()).map(({ item }) => item).sort()).toEqual(['lamp', 'lamp', 'not yet there']);
    const { body: again } = await request(app).post('/v1/events').send({ events });
    expect(again).toMatchObject({ added: 0, known: 4, refused: 2 });
  });

  it('gives what comes without a time the time it came', async () => {
    const { app } = appOf();
    const before = Date.now();
    await request(app).post('/v1/events').send({ session: 's', item: 'lamp', type: 'click' }).expect(200);
    const [event] = await kept();
    expect(event!.at).toBeGreaterThanOrEqual(before);
    expect(event!.at).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    ['invalid_event', { item: 'lamp', type: 'view' }],
    ['invalid_event', { ...view, type: 'rating', value: 'NaN' }],
    ['invalid_event', { ...view, item: { id: 'lamp' } }],
    ['invalid_request', []],
    ['invalid_event', { events: 'many' }],
    ['invalid_request', [view, 'text']],
    ['too_large', Array.from({ length: 10_001 }, () => ({}))],
  ])('refuses with %s', async (code, body) => {
    const { app } = appOf();
    const response = await request(app)
      .post('/v1/events')
      .send(body as object);
    expect(response.body.code).toBe(code);
    expect(response.status).toBe(code === 'too_large' ? 413 : 400);
    expect(await kept()).toEqual([]);
  });

  it.each(['null', '"view"', '7'])('says of a body %s what it takes', async (body) => {
    const { app } = appOf();
    const response = await request(app).post('/v1/events').type('json').send(body);
    const detail = expect.stringContaining('must be an event, a list of events');
    expect(response.body).toMatchObject({ status: 400, code: 'invalid_request', detail });
  });

  it('refuses a body that is too long, and a catalog that is not there', async () => {
    const { app } = appOf({ maxBatchBytes: 100 });
    const long = await request(app)
      .post('/v1/events')
      .send({ ...view, item: 'x'.repeat(200) });
    expect(long.status).toBe(413);
    expect((await request(appOf().app).post('/v1/events?catalog=none').send(view)).body.code).toBe('catalog_not_found');
  });

  it('needs the key when one is set', async () => {
    const { app } = appOf({ apiKey: 'secret' });
    expect((await request(app).post('/v1/events').send(view)).status).toBe(401);
    await request(app).post('/v1/events').set('x-api-key', 'secret').send(view).expect(200);
    expect(await kept()).toHaveLength(1);
  });

  it('that are public are taken of sessions without the key, and of users with it', async () => {
    const { app } = appOf({ apiKey: 'secret', publicEvents: 'on' });
    const anonymous = { session: 's', item: 'lamp', type: 'view' };
    const { body } = await request(app).post('/v1/events').send([anonymous, view, anonymous]);
    expect(body).toMatchObject({ added: 2, refused: 1 });
    expect(body.outcomes[1]).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('API key') });
    expect((await request(app).post('/v1/events').send(view)).body.code).toBe('invalid_event');
    await request(app)
      .post('/v1/events')
      .set('Authorization', 'Bearer secret')
      .send({ ...view, session: 's' })
      .expect(200);
    expect(new Set((await kept()).map(({ user }) => user))).toEqual(new Set(['ann']));
  });

  it('does not acknowledge what the log could not keep', async () => {
    const failing = { ...state, events: { ...state.events, add: () => Promise.reject(new Error('disk I/O error')) } };
    state = failing;
    const { app } = appOf();
    expect((await request(app).post('/v1/events').send([view])).status).toBe(500);
  });
});

describe('GET /v1/users', () => {
  it('names who was there last, for those with the key', async () => {
    const { app } = appOf({ apiKey: 'secret' });
    const days = [1, 3, 2].map((day) => ({ ...view, user: `u${day}`, at: `2024-05-0${day}` }));
    await request(app).post('/v1/events').set('x-api-key', 'secret').send(days).expect(200);
    expect((await request(app).get('/v1/users')).status).toBe(401);
    const { body } = await request(app).get('/v1/users?limit=2').set('x-api-key', 'secret');
    expect(body).toEqual({
      users: [
        { id: 'u3', newest: '2024-05-03T00:00:00.000Z' },
        { id: 'u2', newest: '2024-05-02T00:00:00.000Z' },
      ],
    });
  });
});

describe('searches of shoppers', () => {
  it('are logged with what they showed, once for all pages of a list', async () => {
    const { app, vitrine } = appOf();
    const first = await request(app).get('/v1/search?text=lamp&user=ann&session=s');
    await request(app).post('/v1/search').send({ text: 'sofa', session: 's2', limit: 1 });
    await request(app).get(`/v1/search?text=lamp&user=ann&session=s&queryId=${first.body.queryId}&offset=10`);
    await request(app).get('/v1/search?text=nobody');
    await vitrine.shoppers.close();
    const logged = await all(state.queries.read('default'));
    expect(logged.map(({ text, user, session, shown }) => ({ text, user, session, shown }))).toEqual([
      { text: 'lamp', user: 'ann', session: 's', shown: ['lamp'] },
      { text: 'sofa', session: 's2', user: undefined, shown: ['sofa'] },
    ]);
    expect(logged[0]!.queryId).toBe(first.body.queryId);
  });

  it('are logged as those of their session alone when they come without the key that is set', async () => {
    const { app, vitrine } = appOf({ apiKey: 'secret' });
    await request(app).get('/v1/search?text=lamp&user=ann&session=s').expect(200);
    await request(app).get('/v1/search?text=lamp&user=ann').expect(200);
    await request(app).get('/v1/search?text=sofa&user=bob').set('x-api-key', 'secret').expect(200);
    await vitrine.shoppers.close();
    const logged = await all(state.queries.read('default'));
    expect(logged.map(({ user, session }) => [user, session])).toEqual([
      [undefined, 's'],
      ['bob', undefined],
    ]);
  });
});

describe('GET /v1/users/{id}/profile', () => {
  it('tells what a shopper likes, and needs the key where there is one', async () => {
    const { app } = appOf();
    expect((await request(app).get('/v1/users/nobody/profile')).body).toMatchObject({
      sentence: 'Nothing is known of this shopper yet.',
      types: [],
      price: null,
      events: 0,
    });
    expect((await request(appOf({ apiKey: 'secret' }).app).get('/v1/users/ann/profile')).status).toBe(401);
  });
});
