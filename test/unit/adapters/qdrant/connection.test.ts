import { afterEach, describe, expect, it } from 'vitest';
import { type Call, type Connection, openConnection } from '#src/adapters/qdrant/connection';
import { type QdrantOptions, settingsOf } from '#src/adapters/qdrant/options';
import { type Answer, type Asked, type JsonServer, startJsonServer } from '#test/support/json-server';

const servers: JsonServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: (asked: Asked) => Answer, version = '1.18.3'): Promise<JsonServer> {
  const about = { status: 200, body: { title: 'qdrant', version } };
  const server = await startJsonServer((asked) => (asked.path === '/' ? about : answer(asked)));
  servers.push(server);
  return server;
}

/** A port at which nobody listens. */
async function deadUrl(): Promise<string> {
  const server = await startJsonServer(() => 'reset');
  await server.close();
  return server.url;
}

function open(urls: readonly string[], options: Partial<QdrantOptions> = {}): Promise<Connection> {
  return openConnection(settingsOf({ urls, retryDelayMs: 1, readTimeoutMs: 200, writeTimeoutMs: 200, ...options }));
}

const COUNT: Answer = { status: 200, body: { result: { count: 3 }, status: 'ok', time: 0 } };
const BUSY: Answer = { status: 503, body: { status: { error: 'shard is moving' }, time: 0 } };
const calls = ({ asked }: JsonServer) => asked.filter(({ path }) => path !== '/').length;

/** What goes by the client's own way, and what goes by `SearchClient`'s. */
const WAYS: Readonly<Record<string, { path: string; call: Call<unknown> }>> = {
  'the client': { path: 'count', call: (client) => client.count('shop') },
  'a batch': {
    path: 'query/batch?timeout=7',
    call: (client) => client.queryBatch('shop', { searches: [], timeout: 7 }),
  },
  'a look-up': { path: '', call: (client) => client.retrieve('shop', { ids: [1] }) },
};

describe.each(Object.entries(WAYS))('connection, asked by %s', (_, { path: asked, call }) => {
  const count = (connection: Connection, kind: 'read' | 'write' | 'once' = 'read') => connection[kind]('count', call);

  it('asks for answers in one piece and sends the key as a header', async () => {
    const server = await serve(() => COUNT);
    await count(await open([server.url], { apiKey: 'secret' }));
    expect(server.asked.at(-1)!.headers).toMatchObject({ 'accept-encoding': 'identity', 'api-key': 'secret' });
  });

  it('keeps the path of an address', async () => {
    const server = await startJsonServer(({ path }) =>
      path === '/qdrant/' ? { status: 200, body: { version: '1.18.0' } } : COUNT,
    );
    servers.push(server);
    await count(await open([`${server.url}/qdrant/`]));
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/qdrant/',
      ['/qdrant/collections/shop/points', asked].filter(Boolean).join('/'),
    ]);
  });

  it.each(['1.17.9', '0.9.0'])('refuses a server of version %s', async (version) => {
    const server = await serve(() => COUNT, version);
    await expect(open([server.url])).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining(version),
    });
  });

  it.each<[string, Answer]>([
    ['a page', { status: 200, body: '<html>a shop</html>' }],
    ['something else', { status: 200, body: { version: 3 } }],
    ['nothing there', { status: 404, body: 'not found' }],
  ])('tells a server that is no Qdrant by %s', async (_, answer) => {
    const server = await startJsonServer(() => answer);
    servers.push(server);
    await expect(open([server.url])).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/is no Qdrant.*QDRANT_URL/u),
    });
  });

  it.each(['1.18.0', '1.20.1', '2.0.0'])('takes a server of version %s', async (version) => {
    const server = await serve(() => COUNT, version);
    expect(await count(await open([server.url]))).toEqual({ count: 3 });
  });

  it('says that nobody answers, where, and what to do', async () => {
    const url = await deadUrl();
    await expect(open([url])).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(new RegExp(`${url}.*ECONNREFUSED.*Check that it runs`, 'u')),
    });
  });

  it('goes to the next node when one is dead, and stays there', async () => {
    const server = await serve(() => COUNT);
    const connection = await open([await deadUrl(), server.url]);
    for (const kind of ['read', 'write', 'once'] as const) expect(await count(connection, kind)).toEqual({ count: 3 });
    expect(calls(server)).toBe(3);
  });

  it('comes back to the first node when the second dies', async () => {
    const first = await serve(() => COUNT);
    const second = await serve(() => COUNT);
    const connection = await open([await deadUrl(), second.url, first.url]);
    await second.close();
    servers.splice(servers.indexOf(second), 1);
    expect(await count(connection)).toEqual({ count: 3 });
    expect(calls(first)).toBe(1);
  });

  it('repeats what was refused for now', async () => {
    let left = 2;
    const server = await serve(() => (left-- > 0 ? BUSY : COUNT));
    const connection = await open([server.url]);
    expect(await count(connection, 'write')).toEqual({ count: 3 });
    expect(calls(server)).toBe(3);
  });

  it('repeats what got lost, but for what must be done once', async () => {
    let lost = true;
    const server = await serve(() => {
      const answer = lost ? 'reset' : COUNT;
      lost = false;
      return answer;
    });
    const connection = await open([server.url]);
    expect(await count(connection)).toEqual({ count: 3 });
    lost = true;
    await expect(count(connection, 'once')).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(calls(server)).toBe(3);
  });

  it('repeats what broke off within the answer', async () => {
    let left = 1;
    const server = await serve(() => (left-- > 0 ? 'cut' : COUNT));
    expect(await count(await open([server.url]))).toEqual({ count: 3 });
    left = 9;
    await expect(count(await open([server.url], { retries: 0 }))).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('broken off'),
    });
  });

  it('gives up in the end, with the reason of the server', async () => {
    const server = await serve(() => BUSY);
    const connection = await open([server.url], { retries: 3 });
    await expect(count(connection)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('503 shard is moving'),
    });
    expect(calls(server)).toBe(4);
  });

  it('does not wait for ever', async () => {
    const server = await serve(() => 'hang');
    // On a busy machine the question for the version, which the server does answer, may come too late as well.
    await expect(open([server.url], { readTimeoutMs: 20, retries: 0 }).then(count)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('no answer in time'),
    });
  });

  it('waits as long as a server that is asked too much wants', async () => {
    let left = 1;
    const tooMany: Answer = { status: 429, body: { status: { error: 'slow down' } }, headers: { 'retry-after': '0' } };
    const server = await serve(() => (left-- > 0 ? tooMany : COUNT));
    expect(await count(await open([server.url]))).toEqual({ count: 3 });
  });

  it('does not wait longer than it may take altogether', async () => {
    const tooMany: Answer = { status: 429, body: {}, headers: { 'retry-after': '9' } };
    const server = await serve(() => tooMany);
    await expect(count(await open([server.url]))).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(calls(server)).toBe(1);
  });

  it.each([
    [401, 'invalid_configuration', 'QDRANT_API_KEY'],
    [403, 'invalid_configuration', 'QDRANT_API_KEY'],
    [404, 'generation_incompatible', 'vitrine reindex'],
    [400, 'internal', 'bad filter'],
  ])('does not repeat what is answered with %i', async (status, code, message) => {
    const server = await serve(() => ({ status, body: { status: { error: 'bad filter' } } }));
    const connection = await open([server.url]);
    await expect(count(connection)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(calls(server)).toBe(1);
  });
});
