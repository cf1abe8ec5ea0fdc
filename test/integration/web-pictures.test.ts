import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { IndexOptions } from '#indexers/report';
import { createFiles } from '#src/adapters/files/files';
import { openWebPictures } from '#src/adapters/web/pictures';
import { createWeb } from '#src/adapters/web/web';
import { createWorld, documentsOf, index } from '#test/support/index-world';
import { draw } from '#test/support/pictures';
import { startWebServer } from '#test/support/web-server';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const RED = await draw({ colour: '#d01010', background: '#d01010' }).png().toBuffer();
const BLUE = await draw({ colour: '#1010d0', background: '#1010d0' }).png().toBuffer();

/** A shop whose pictures lie on a server; `now` is moved by the test, and a process ends with each run. */
async function webShop({ trusted = true } = {}) {
  const world = await createWorld();
  const shown = new Map<string, Uint8Array>([['/red.png', RED]]);
  const state = { isDown: false, now: 0 };
  const server = await startWebServer(({ url = '', headers }, response) =>
    answer(url, headers['if-none-match'], response),
  );
  const answer = (url: string, known: string | undefined, response: ServerResponse): void => {
    const bytes = shown.get(url);
    if (state.isDown) response.writeHead(503).end();
    else if (!bytes) response.writeHead(404).end();
    else if (known === `"${bytes.length}"`) response.writeHead(304).end();
    else response.writeHead(200, { etag: `"${bytes.length}"`, 'content-type': 'image/png' }).end(bytes);
  };
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-pictures-'));
  opened.push({ close: async () => rmSync(dir, { recursive: true }) }, server);
  const run = async (rows: readonly object[], options: Partial<IndexOptions> = {}) => {
    const web = createWeb({ allowPrivateAddresses: trusted, pause: async () => {} });
    opened.push(web);
    const pictures = await openWebPictures({ web, dir, now: () => state.now });
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    world.files.content.set('/shop/feed.jsonl', Buffer.from(text));
    const local = createFiles({ cwd: '/shop', web, pictures });
    const files = { ...world.files, read: local.read, look: pictures.look };
    const before = { asked: server.asked.length, encoded: world.encoded.pictures };
    const report = await index(world, { sources: ['feed.jsonl'], ...options }, (ports) => ({ ...ports, files }));
    return {
      report,
      asked: server.asked.slice(before.asked),
      encoded: world.encoded.pictures - before.encoded,
      picturesOf: (id: string) =>
        documentsOf(world)
          .get(id)
          ?.pictures.map(({ number }) => number),
    };
  };
  return { server, shown, state, run };
}

const bag = (images: readonly string[], rest: object = {}) => ({ id: 'bag', title: 'A bag', images, ...rest });

describe('pictures on the web', () => {
  it('are fetched once, whatever changes of their items, and once for all that show them', async () => {
    const { server, run } = await webShop();
    const images = [`${server.url}/red.png`];
    const rows = [bag(images), { id: 'hat', title: 'A hat', images }];
    const first = await run(rows);
    expect(first).toMatchObject({ encoded: 1, report: { indexed: 2, incomplete: [] } });
    expect(first.asked).toHaveLength(1);
    expect([first.picturesOf('bag'), first.picturesOf('hat')]).toEqual([[0], [0]]);
    expect(await run(rows)).toMatchObject({ asked: [], encoded: 0, report: { unchanged: 2 } });
    const cheaper = await run([bag(images, { price: 5 }), rows[1]!]);
    expect(cheaper).toMatchObject({ asked: [], encoded: 0, report: { indexed: 1, unchanged: 1 } });
    expect(cheaper.picturesOf('bag')).toEqual([0]);
  });

  it('are asked whether they changed when that is wanted', async () => {
    const { server, shown, run } = await webShop();
    const rows = [bag([`${server.url}/red.png`])];
    await run(rows);
    const same = await run(rows, { refreshPictures: true });
    expect(same).toMatchObject({ encoded: 0, report: { unchanged: 1 } });
    expect(same.asked.map(({ headers }) => headers['if-none-match'])).toEqual([`"${RED.length}"`]);
    shown.set('/red.png', Buffer.concat([BLUE, Buffer.from('tail')]));
    expect(await run(rows, { refreshPictures: true })).toMatchObject({ encoded: 1, report: { indexed: 1 } });
  });

  it('that cannot be fetched are reported, their items indexed, and asked for again when that may help', async () => {
    const { server, shown, state, run } = await webShop();
    const rows = [bag([`${server.url}/gone.png?signature=abc`, `${server.url}/red.png`])];
    const first = await run(rows);
    expect(first.report).toMatchObject({
      indexed: 1,
      incomplete: [
        {
          reason: 'a picture on the web cannot be fetched',
          count: 1,
          examples: [`feed.jsonl line 1: ${server.url}/gone.png cannot be fetched: there is nothing (status 404).`],
        },
      ],
    });
    expect(first.picturesOf('bag')).toEqual([1]);
    shown.set('/gone.png?signature=abc', BLUE);
    // What was missing is believed missing for a day.
    expect(await run(rows)).toMatchObject({ asked: [], report: { unchanged: 1, incomplete: [{ count: 1 }] } });
    state.now += 25 * 3_600_000;
    const later = await run(rows);
    expect(later).toMatchObject({ encoded: 1, report: { indexed: 1, incomplete: [] } });
    expect(later.picturesOf('bag')).toEqual([0, 1]);
  });

  it('stay while their server is down, and new ones come when it is up again', async () => {
    const { server, shown, state, run } = await webShop();
    const red = `${server.url}/red.png`;
    await run([bag([red])]);
    shown.set('/blue.png', BLUE);
    state.isDown = true;
    const rows = [bag([red, `${server.url}/blue.png`])];
    const down = await run(rows, { refreshPictures: true });
    expect(down.picturesOf('bag')).toEqual([0]);
    expect(down.report.incomplete).toMatchObject([{ reason: 'a picture on the web cannot be fetched', count: 1 }]);
    state.isDown = false;
    expect((await run(rows)).picturesOf('bag')).toEqual([0, 1]);
  });

  it('are not fetched from inside', async () => {
    const { server, run } = await webShop({ trusted: false });
    const { report, asked } = await run([bag([`${server.url}/red.png`, 'http://169.254.169.254/latest'])]);
    expect(report.incomplete).toMatchObject([{ reason: 'the web address of a picture leads inside', count: 2 }]);
    expect(asked).toEqual([]);
  });

  it('are left alone by a dry run, which tells of them', async () => {
    const { server, run } = await webShop();
    const rows = [bag([`${server.url}/red.png`])];
    const check = await run(rows, { check: true });
    expect(check).toMatchObject({ asked: [], report: { notices: [expect.stringContaining('not asked for')] } });
    await run(rows);
    expect(await run(rows, { check: true })).toMatchObject({ asked: [], report: { unchanged: 1, notices: [] } });
  });

  it('may lie in the row itself', async () => {
    const { run } = await webShop();
    const data = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
    const { report, encoded, picturesOf } = await run([
      bag([data(RED), 'data:image/png;base64,']),
      { id: 'x', title: 'X' },
    ]);
    expect(picturesOf('bag')).toEqual([0]);
    expect(encoded).toBe(1);
    expect(report.incomplete).toMatchObject([{ count: 1, examples: [expect.stringContaining('it is empty')] }]);
  });
});
