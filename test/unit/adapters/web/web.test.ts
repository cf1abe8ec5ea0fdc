import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { WebOptions } from '#src/adapters/web/web';
import type { Web } from '#src/ports/web';
import { type Handle, SOON, textOf, useWeb, want } from '#test/support/web-fetch';

const { serve, fetcher } = useWeb();

describe('fetching a small thing', () => {
  it('gives its bytes, and asks again only whether it changed', async () => {
    const { url, asked } = await serve(({ headers }, response) => {
      if (headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"', 'last-modified': 'then' }).end('picture');
    });
    const web = fetcher();
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
    const web = fetcher();
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
    await expect(fetcher().get(want(url))).rejects.toMatchObject({ code: 'too_large' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Handle]>([
    ['never answers', () => {}],
    ['never ends its answer', (_, response) => void response.write('a')],
  ])('gives up on a server that %s', async (_, handle) => {
    const { url } = await serve(handle);
    await expect(fetcher().get(want(`${url}/a.png?secret=1`, { deadlineMs: SOON }))).rejects.toMatchObject({
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
    const web = fetcher({
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
    const web = fetcher();
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
    const web = fetcher({ limits: { failuresInARow: 2, restMs: 1000 }, now: () => time });
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
    const web = fetcher({ limits: { atOncePerHost: 2 } });
    await Promise.all(Array.from({ length: 12 }, (_, n) => web.get(want(`${url}/${n}`))));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('ends when it is interrupted', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort());
    await expect(fetcher().get(want(url, { signal: controller.signal }))).rejects.toMatchObject({
      code: 'interrupted',
    });
  });

  it.each(['ftp://example.com/a', 'nonsense', 'file:///etc/passwd'])('refuses the address %s', (url) =>
    expect(fetcher().get(want(url))).rejects.toMatchObject({ code: 'invalid_request' }),
  );
});

describe('the network inside', () => {
  /** A fetcher as it is by default, for which `shop.example` stands for what the test says. */
  function guarded(addresses: () => readonly string[], options: WebOptions = {}): Web {
    const resolve = async () => addresses().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return fetcher({ resolve, allowPrivateAddresses: false, ...options });
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
    await expect(fetcher().get(want(url))).rejects.toThrow('redirects more than 5 times');
    expect(asked).toHaveLength(6);
  });
});
