import { describe, expect, it } from 'vitest';
import { type Handle, SOON, textOf, useWeb } from '#test/support/web-fetch';

const { serve, fetcher } = useWeb();

describe('reading a source', () => {
  it('streams it, tells its size, and reads parts of it', async () => {
    const { url, asked } = await serve(({ headers }, response) => {
      const common = { 'accept-ranges': 'bytes', etag: '"a"' };
      if (headers.range) response.writeHead(206, common).end('345');
      else response.writeHead(200, { ...common, 'content-length': '10' }).end('0123456789');
    });
    const web = fetcher();
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
    expect(await fetcher().open(url)).toMatchObject({ size: undefined, endIsKnown: false });
  });

  it.each<[string, Record<string, string>]>([
    ['whose length was told', { 'content-length': '1000' }],
    ['in pieces', {}],
  ])('fails when the connection breaks in the middle of an answer %s', async (_, headers) => {
    const { url } = await serve((_request, response) =>
      response.writeHead(200, headers).write('half', () => response.destroy()),
    );
    const stream = await fetcher().open(url);
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
    const stream = await fetcher({ pace: { stallMs: SOON, fewestBytesPerSecond: 10_000 } }).open(url);
    await expect(textOf(stream.read())).rejects.toMatchObject({ code: 'timeout' });
  });

  it('fails when the server never answers, says no, or packs it in an unknown way', async () => {
    const { url } = await serve(({ url: path }, response) => {
      if (path?.startsWith('/no')) response.writeHead(403).end();
      else if (path === '/br') response.writeHead(200, { 'content-encoding': 'br' }).end();
    });
    const web = fetcher({ headMs: SOON });
    await expect(web.open(url)).rejects.toMatchObject({ code: 'timeout' });
    await expect(web.open(`${url}/no?X-Signature=abc`)).rejects.toMatchObject({
      code: 'web_unavailable',
      message: expect.not.stringContaining('Signature'),
    });
    await expect(web.open(`${url}/br`)).rejects.toThrow('br, which was not asked for');
  });
});
