import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVitrine } from '#src/compose';
import type { Vitrine } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import { createHttpApp } from '#src/http/app';
import { SearchAnswer } from '#src/http/schemas';
import { AWKWARD_IDS } from '#test/support/http-shop';
import { draw, pngHeader } from '#test/support/pictures';
import { rowsSource } from '#test/support/rows-source';

let dir: string;
let vitrine: Vitrine;
let app: Express;

const SHOP = [
  { id: 'red', title: 'Red bag', brand: 'Acme', price: 20, images: ['red.png'], colour: 'red' },
  { id: 'blue', title: 'Blue bag', brand: 'Acme', price: 40, images: ['blue.png'], colour: 'blue' },
  { id: 'mug', title: 'Clay mug', brand: 'Cup & Co', price: 9, colour: 'brown' },
];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vitrine-http-'));
  await writeFile(join(dir, 'red.png'), await draw({ colour: '#d02020' }).png().toBuffer());
  await writeFile(join(dir, 'blue.png'), await draw({ colour: '#2020d0' }).png().toBuffer());
  const config = loadConfig({ env: {}, flags: { data: 'data' }, cwd: dir });
  vitrine = await openVitrine(config);
  await vitrine.index(rowsSource(dir, SHOP));
  app = createHttpApp({ vitrine, config });
});
afterAll(async () => {
  await vitrine?.close();
  await rm(dir, { recursive: true, force: true });
});

const ids = (response: { body: { hits: { id: string }[] } }) => response.body.hits.map(({ id }) => id);

describe('the program over HTTP', () => {
  it('searches by words, in the shape that is described', async () => {
    const response = await request(app).get('/v1/search?q=red+bag&explain=on');
    expect(SearchAnswer.strict().parse(response.body)).toEqual(response.body);
    expect(ids(response)[0]).toBe('red');
  });
  it('searches by a picture that is sent, and finds the same one', async () => {
    const picture = await request(app).get('/v1/items/blue/images/0');
    expect(ids(await request(app).post('/v1/search/image').attach('image', picture.body, 'seen.png'))[0]).toBe('blue');
  });
  it('finds items like one item', async () => {
    expect(ids(await request(app).get('/v1/items/red/similar'))[0]).toBe('blue');
  });

  it.each([
    ['/v1/search?q=bag&filter=nothing:x', 400, 'unknown_field'],
    ['/v1/search?q=bag&filter=brand', 400, 'invalid_filter'],
    ['/v1/search?q=bag&limit=-1', 400, 'invalid_request'],
    ['/v1/search?catalog=none', 404, 'catalog_not_found'],
    ['/v1/items/none', 404, 'item_not_found'],
    ['/v1/items/none/similar', 404, 'item_not_found'],
    ['/v1/items/mug/images/0', 404, 'item_not_found'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const response = await request(app).get(path);
    expect(response.body).toMatchObject({ status, code, detail: expect.not.stringContaining('\n') });
  });
  it.each([
    ['text that calls itself a picture', Buffer.from('no picture')],
    ['a picture with too many pixels', pngHeader(20_000, 20_000)],
  ])('refuses %s', async (_, bytes) => {
    const response = await request(app).post('/v1/search/image').attach('image', bytes, 'a.png');
    expect(response.body).toMatchObject({ status: 400, code: 'invalid_picture' });
  });

  it.each(AWKWARD_IDS)('writes, finds and deletes the item %j at once', async (id) => {
    const path = `/v1/items/${encodeURIComponent(id)}`;
    const put = await request(app).put(path).send({ title: 'Zebra slippers' });
    expect(put.body).toMatchObject({ read: 1, indexed: 1, skipped: [] });
    expect(ids(await request(app).get('/v1/search?q=zebra+slippers'))).toContain(id);
    expect((await request(app).get(path)).body).toMatchObject({ id, title: 'Zebra slippers' });
    expect((await request(app).delete(path)).status).toBe(204);
    expect(ids(await request(app).get('/v1/search?q=zebra+slippers'))).not.toContain(id);
    expect((await request(app).get(path)).status).toBe(404);
  });
  it('says what is wrong with an item', async () => {
    const response = await request(app).put('/v1/items/bad').send({ price: 5 });
    expect(response.body).toMatchObject({ status: 400, code: 'invalid_item', detail: expect.stringMatching(/title/u) });
  });
});
