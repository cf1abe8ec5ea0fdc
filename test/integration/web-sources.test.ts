import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterEach, describe, expect, it } from 'vitest';
import type { IndexOptions } from '#indexers/report';
import { createFiles } from '#src/adapters/files/files';
import { createWeb, type WebOptions } from '#src/adapters/web/web';
import type { Files } from '#src/ports/files';
import { createWorld, documentsOf, type IndexWorld, index } from '#test/support/index-world';
import { startWebServer } from '#test/support/web-server';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A world whose sources come from a server that answers as told, and how to index them. */
async function webWorld(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  patience: Pick<WebOptions, 'headMs' | 'pace'> = {},
) {
  const world = await createWorld();
  const server = await startWebServer(handle);
  const web = createWeb({ pause: async () => {}, ...patience });
  opened.push(web, server);
  const files: Files = {
    ...createFiles({ cwd: '/shop', web }),
    read: world.files.read,
    signature: world.files.signature,
  };
  const run = (path: string, options: Partial<IndexOptions> = {}) =>
    index(world, { sources: [`${server.url}${path}`], ...options }, (ports) => ({ ...ports, files }) as typeof ports);
  return { world, server, run };
}

const rows = (ids: readonly string[]): string =>
  ids.map((id) => `${JSON.stringify({ id, title: `Thing ${id}` })}\n`).join('');
const TEN = Array.from({ length: 10 }, (_, n) => `n${n}`);
const idsOf = (world: IndexWorld) => [...documentsOf(world).keys()];

describe('a source on the web', () => {
  it('is read as a file is: by its content, packed or not, several of them', async () => {
    const table = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: ['p'] },
        { name: 'title', data: ['Parquet'] },
      ],
    });
    const { world, server, run } = await webWorld(({ url, headers }, response) => {
      if (url === '/a.csv') response.end('id,title\nc,Comma\n');
      else if (url?.startsWith('/signed')) {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(rows(['j'])));
      } else {
        const [, start, end] = /bytes=(\d+)-(\d+)/u.exec(headers.range ?? '') ?? [];
        const part = Buffer.from(start === undefined ? table : table.slice(Number(start), Number(end) + 1));
        const head = { 'accept-ranges': 'bytes', 'content-length': part.length, etag: '"1"' };
        response.writeHead(start === undefined ? 200 : 206, head).end(part);
      }
    });
    const report = await run('/a.csv', {
      sources: ['/a.csv', '/signed?X-Amz-Signature=abc', '/t.parquet'].map((path) => server.url + path),
    });
    expect(report).toMatchObject({ read: 3, indexed: 3 });
    expect(idsOf(world)).toEqual(['c', 'j', 'p']);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['breaks off after some rows', (response) => response.writeHead(200, { 'content-length': 5000 })],
    ['breaks off in the middle of a row', (response) => response.writeHead(200, { 'content-length': 40 })],
    ['goes silent', () => {}],
  ])('that %s keeps what came, and prunes nothing', async (how, head) => {
    let isWhole = true;
    const { world, run } = await webWorld(
      (_, response) => {
        if (isWhole) return void response.end(rows(TEN));
        head(response);
        const part = rows(TEN.slice(0, 9)).replace('Thing n0', 'Changed');
        response.write(how.includes('middle') ? part.slice(0, 30) : part);
        if (!how.includes('silent')) response.write(' ', () => response.destroy());
      },
      { pace: { stallMs: 1_000 } },
    );
    await run('/feed.jsonl');
    isWhole = false;
    await expect(run('/feed.jsonl', { prune: true, yes: true })).rejects.toMatchObject({
      code: expect.stringMatching(/web_unavailable|timeout/u),
    });
    expect(idsOf(world)).toEqual(TEN);
  });

  it('whose end nobody can tell from a break is indexed, but prunes only when told to', async () => {
    let ids: readonly string[] = TEN;
    const { world, run } = await webWorld((_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.writeHead(200).end(rows(ids));
    });
    await run('/feed.jsonl');
    ids = TEN.slice(1);
    const report = await run('/feed.jsonl', { prune: true });
    expect(report).toMatchObject({ deleted: 0, notices: [expect.stringContaining('does not tell where')] });
    expect(await run('/feed.jsonl', { prune: true, yes: true })).toMatchObject({ deleted: 1 });
    expect(idsOf(world)).toEqual(ids);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['is not there', (response) => response.writeHead(404).end(), 'there is nothing (status 404)'],
    ['never answers', () => {}, 'was not fetched within'],
    ['is the page of a login', (response) => response.end('<!doctype html><html><body>Log in'), 'XML or HTML'],
    ['is empty', (response) => response.end(), 'is empty'],
  ])('that %s is refused by its name, without its query', async (how, answer, message) => {
    const { run } = await webWorld(
      (_request, response) => answer(response),
      how === 'never answers' ? { headMs: 50 } : {},
    );
    const failure = await run('/feed?signature=abc').catch((error: Error) => error);
    expect(String(failure)).toContain(message);
    expect(String(failure)).not.toContain('signature');
  });
});
