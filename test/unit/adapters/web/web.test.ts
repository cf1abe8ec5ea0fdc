import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createWeb, type WebOptions } from '#src/adapters/web/web';
import type { Web, WebRequest } from '#src/ports/web';
import { startWebServer, type WebServer } from '#test/support/web-server';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function serve(handle: Handle): Promise<WebServer> {
  const server = await startWebServer(handle);
  opened.push(server);
  return server;
}

/** A fetcher that asks this machine and does not pause between attempts. */
function trusting(options: WebOptions = {}): Web {
  const web = createWeb({ allowPrivateAddresses: true, pause: async () => {}, ...options });
  opened.unshift(web);
  return web;
}

const want = (url: string, rest: Partial<WebRequest> = {}): WebRequest => ({
  url,
  maxBytes: 1000,
  deadlineMs: 20_000,
  ...rest,
});
const SOON = 150;

describe('fetching a small thing', () => {
  it('gives its bytes, and asks again only whether it changed', async () => {
    const { url, asked } = await serve(({ headers }, response) => {
      if (headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"', 'last-modified': 'then' }).end('picture');
    });
    const web = trusting();
    const first = await web.get(want(url));
    expect(first).toEqual({
      kind: 'content',
      bytes: Buffer.from('picture'),
      validators: { etag: '"v1"', lastModified: 'then' },
    });
    expect(await web.get(want(url, { validators: { etag: '"v1"' } }))).toEqual({ kind: 'unchanged' });
    expect(asked[1]!.headers['if-none-match']).toBe('"v1"');
    await web.get(want(url, { validators: { lastModified: 'then' } }));
    expect(asked[2]!.headers['if-modified-since']).toBe('then');
  });

  it('unpacks what was packed all the same, not beyond the limit', async () => {
    const packed = gzipSync(Buffer.alloc(5000));
    const { url } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    const web = trusting();
    expect(await web.get(want(url, { maxBytes: 5000 }))).toMatchObject({ bytes: Buffer.alloc(5000) });
    await expect(web.get(want(url, { maxBytes: 4999 }))).rejects.toMatchObject({ code: 'too_large' });
  });

  it.each<[string, Handle]>([
    ['says so', (_, response) => response.writeHead(200, { 'content-length': '1001' }).write('a')],
    ['does not say so', (_, response) => void response.write(Buffer.alloc(1001))],
    [
      'never ends',
      (_, response) => {
        const more = (): void => {
          while (response.write(Buffer.alloc(400)));
        };
        response.on('drain', more);
        more();
      },
    ],
  ])('refuses what is too large and %s', async (_, handle) => {
    const { url, asked } = await serve(handle);
    await expect(trusting().get(want(url))).rejects.toMatchObject({ code: 'too_large' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Handle]>([
    ['never answers', () => {}],
    ['never ends its answer', (_, response) => void response.write('a')],
  ])('gives up on a server that %s', async (_, handle) => {
    const { url } = await serve(handle);
    await expect(trusting().get(want(`${url}/a.png?secret=1`, { deadlineMs: SOON }))).rejects.toMatchObject({
      code: 'timeout',
      message: `${url}/a.png was not fetched within 0.15 s.`,
    });
  });

  it('asks again when a server is busy or breaks off, but not when there is nothing', async () => {
    let tries = 0;
    const { url, asked } = await serve(({ url: path }, response) => {
      if (path === '/gone') response.writeHead(404).end();
      else if (++tries === 1) response.writeHead(503, { 'retry-after': '1' }).end();
      else if (tries === 2) response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
      else response.end('whole');
    });
    const pauses: number[] = [];
    const web = trusting({
      pause: async (ms) => {
        pauses.push(ms);
      },
    });
    expect(await web.get(want(url))).toMatchObject({ bytes: Buffer.from('whole') });
    expect(pauses[0]).toBe(1000);
    expect(pauses).toHaveLength(2);
    await expect(web.get(want(`${url}/gone`))).rejects.toMatchObject({
      code: 'web_unavailable',
      message: expect.stringContaining('there is nothing (status 404)'),
    });
    expect(asked).toHaveLength(4);
  });

  it('refuses another type than wanted, and takes one that says nothing', async () => {
    const { url } = await serve(({ url: path }, response) =>
      response.writeHead(200, { 'content-type': path === '/page' ? 'text/html; charset=utf-8' : path!.slice(1) }).end(),
    );
    const web = trusting();
    await expect(web.get(want(`${url}/page`, { type: 'image/' }))).rejects.toMatchObject({
      code: 'invalid_picture',
      message: expect.stringContaining('text/html'),
    });
    await web.get(want(`${url}/image/png`, { type: 'image/' }));
    await web.get(want(`${url}/application/octet-stream`, { type: 'image/' }));
  });

  it('leaves a host alone that failed again and again, and tries it later', async () => {
    let isDown = true;
    let time = 0;
    const { url, asked } = await serve((_, response) => response.writeHead(isDown ? 500 : 200).end());
    const web = trusting({ limits: { failuresInARow: 2, restMs: 1000 }, now: () => time });
    for (let i = 0; i < 2; i++) await expect(web.get(want(url))).rejects.toThrow('status 500');
    const before = asked.length;
    await expect(web.get(want(url))).rejects.toThrow('failed 2 times in a row');
    expect(asked).toHaveLength(before);
    isDown = false;
    time = 1001;
    expect(await web.get(want(url))).toMatchObject({ kind: 'content' });
  });

  it('has no more requests under way to one host than allowed', async () => {
    const waiting: ServerResponse[] = [];
    let most = 0;
    const { url } = await serve((_, response) => {
      waiting.push(response);
      most = Math.max(most, waiting.length);
      // Answers when the next would come, if it were let.
      setImmediate(() => setImmediate(() => waiting.splice(waiting.indexOf(response), 1)[0]?.end()));
    });
    const web = trusting({ limits: { atOncePerHost: 2 } });
    await Promise.all(Array.from({ length: 12 }, (_, n) => web.get(want(`${url}/${n}`))));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('ends when it is interrupted', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort());
    await expect(trusting().get(want(url, { signal: controller.signal }))).rejects.toMatchObject({
      code: 'interrupted',
    });
  });

  it.each(['ftp://example.com/a', 'nonsense', 'file:///etc/passwd'])('refuses the address %s', (url) =>
    expect(trusting().get(want(url))).rejects.toMatchObject({ code: 'invalid_request' }),
  );
});

describe('the network inside', () => {
  /** A fetcher as it is by default, for which `shop.example` stands for what the test says. */
  function guarded(addresses: () => readonly string[], options: WebOptions = {}): Web {
    const resolve = async () => addresses().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const web = createWeb({ resolve, pause: async () => {}, ...options });
    opened.unshift(web);
    return web;
  }
  const refusal = { code: 'address_refused', message: expect.not.stringMatching(/10\.0|127\.0\.0\.1 /u) };

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('is not reached by %s', (url) =>
    expect(guarded(() => []).get(want(url))).rejects.toMatchObject({ code: 'address_refused' }),
  );

  it('is not reached by a name, nor is anything asked of it', async () => {
    const { port, asked } = await serve((_, response) => response.end('secret'));
    for (const address of ['127.0.0.1', '10.0.0.1', '::ffff:127.0.0.1']) {
      const web = guarded(() => [address]);
      await expect(web.get(want(`http://shop.example:${port}/`))).rejects.toMatchObject(refusal);
    }
    expect(asked).toEqual([]);
  });

  it('is not reached by a name that changes between two looks: there is one, whose address is used', async () => {
    const { port, asked } = await serve((_, response) => response.end('mine'));
    let looks = 0;
    // What is looked up first may be asked; a second look, after a check, would lead to nowhere.
    const web = guarded(() => [looks++ === 0 ? '127.0.0.1' : '10.0.0.1'], { privateHosts: ['shop.example'] });
    expect(await web.get(want(`http://shop.example:${port}/`))).toMatchObject({ kind: 'content' });
    expect([looks, asked.length]).toEqual([1, 1]);
  });

  it('is not reached over a redirect, nor by a connection that another host opened', async () => {
    const inner = await serve((_, response) => response.end('secret'));
    const outer = await serve((_, response) => response.writeHead(302, { location: `${inner.url}/x` }).end());
    const web = guarded(() => ['127.0.0.1'], { privateHosts: ['cdn.example'] });
    const { port } = outer;
    await expect(web.get(want(`http://cdn.example:${port}/`))).rejects.toMatchObject({ code: 'address_refused' });
    expect(inner.asked).toEqual([]);
    const byName = await serve((_, response) =>
      response.writeHead(302, { location: `http://other.example:${inner.port}/` }).end(),
    );
    await expect(web.get(want(`http://cdn.example:${byName.port}/`))).rejects.toMatchObject({
      code: 'address_refused',
    });
    expect(inner.asked).toEqual([]);
  });

  it('is reached where the configuration names the host', async () => {
    const { port } = await serve((_, response) => response.end('mine'));
    const web = guarded(() => ['127.0.0.1'], { privateHosts: ['Shop.Example'] });
    expect(await web.get(want(`http://shop.example:${port}/`))).toMatchObject({ bytes: Buffer.from('mine') });
  });

  it('is reached by the operator who names it as a source, not by those it redirects to', async () => {
    const inner = await serve((_, response) => response.end('secret'));
    const { port } = await serve(({ url }, response) => {
      if (url === '/feed') response.end('rows');
      else response.writeHead(302, { location: `http://other.example:${inner.port}/` }).end();
    });
    const web = guarded(() => ['127.0.0.1']);
    const stream = await web.open(`http://erp.example:${port}/feed`);
    expect(await textOf(stream.read())).toBe('rows');
    await expect(web.open(`http://erp.example:${port}/other`)).rejects.toMatchObject({ code: 'address_refused' });
    expect(inner.asked).toEqual([]);
  });

  it('ends at a circle of redirects', async () => {
    const { url, asked } = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(trusting().get(want(url))).rejects.toThrow('redirects more than 5 times');
    expect(asked).toHaveLength(6);
  });
});

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

describe('reading a source', () => {
  it('streams it, tells its size, and reads parts of it', async () => {
    const { url, asked } = await serve(({ headers }, response) => {
      const common = { 'accept-ranges': 'bytes', etag: '"a"' };
      if (headers.range) response.writeHead(206, common).end('345');
      else response.writeHead(200, { ...common, 'content-length': '10' }).end('0123456789');
    });
    const web = trusting();
    const stream = await web.open(url);
    expect(stream).toMatchObject({ size: 10, endIsKnown: true, hasRanges: true });
    expect(await textOf(stream.read())).toBe('0123456789');
    expect(Buffer.from(await web.range(url, 3, 6, stream.validators)).toString()).toBe('345');
    expect(asked[1]!.headers).toMatchObject({ range: 'bytes=3-5', 'if-match': '"a"' });
  });

  it('says when the end cannot be told from a break', async () => {
    const { url } = await serve((_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.writeHead(200).end('rows');
    });
    expect(await trusting().open(url)).toMatchObject({ size: undefined, endIsKnown: false });
  });

  it.each<[string, Record<string, string>]>([
    ['whose length was told', { 'content-length': '1000' }],
    ['in pieces', {}],
  ])('fails when the connection breaks in the middle of an answer %s', async (_, headers) => {
    const { url } = await serve((_request, response) =>
      response.writeHead(200, headers).write('half', () => response.destroy()),
    );
    const stream = await trusting().open(url);
    await expect(textOf(stream.read())).rejects.toMatchObject({
      code: 'web_unavailable',
      message: expect.stringContaining('in the middle'),
    });
  });

  it.each<[string, Handle]>([
    ['stalls', (_, response) => void response.write('half')],
    [
      'drips',
      (_, response) => {
        const timer = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('fails when the server %s', async (_, handle) => {
    const { url } = await serve(handle);
    const stream = await trusting({ pace: { stallMs: SOON, fewestBytesPerSecond: 10_000 } }).open(url);
    await expect(textOf(stream.read())).rejects.toMatchObject({ code: 'timeout' });
  });

  it('fails when the server never answers, says no, or packs it in an unknown way', async () => {
    const { url } = await serve(({ url: path }, response) => {
      if (path?.startsWith('/no')) response.writeHead(403).end();
      else if (path === '/br') response.writeHead(200, { 'content-encoding': 'br' }).end();
    });
    const web = trusting({ headMs: SOON });
    await expect(web.open(url)).rejects.toMatchObject({ code: 'timeout' });
    await expect(web.open(`${url}/no?X-Signature=abc`)).rejects.toMatchObject({
      code: 'web_unavailable',
      message: expect.not.stringContaining('Signature'),
    });
    await expect(web.open(`${url}/br`)).rejects.toThrow('br, which was not asked for');
  });
});
