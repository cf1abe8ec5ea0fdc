import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { ReportAnswer } from '#src/http/schemas';
import { AWKWARD_IDS, bagApp } from '#test/support/http-shop';

const path = (id: string) => `/v1/items/${encodeURIComponent(id)}`;

describe('GET /v1/items/:id', () => {
  it('shows fields and attributes side by side', async () => {
    const response = await request(await bagApp()).get('/v1/items/bag-red');
    expect(response.body).toMatchObject({ id: 'bag-red', brand: 'Acme', category: ['Bags', 'Totes'], colour: 'red' });
  });
  it.each(AWKWARD_IDS)('finds the id %j as it is', async (id) => {
    const response = await request(await bagApp()).get(path(id));
    expect(response.body).toMatchObject({ id, title: `Odd thing ${id}` });
  });
  it('says what there is not', async () => {
    const app = await bagApp();
    expect((await request(app).get('/v1/items/7')).body).toMatchObject({ status: 404, code: 'item_not_found' });
    expect((await request(app).get('/v1/items/%E0%A4%A')).body).toMatchObject({ status: 400, code: 'invalid_request' });
    expect((await request(app).get('/v1/items/bag-red?x=1')).body).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });
});

describe('PUT and DELETE /v1/items/:id', () => {
  it.each(AWKWARD_IDS)('writes and deletes the id %j as it is', async (id) => {
    const app = await bagApp();
    const put = await request(app).put(path(id)).send({ title: 'New', size: 'XL' });
    expect(put.status).toBe(200);
    expect(ReportAnswer.parse(put.body)).toMatchObject({ read: 1, indexed: 1 });
    expect((await request(app).get(path(id))).body).toMatchObject({ id, title: 'New', size: 'XL' });
    expect((await request(app).delete(path(id))).status).toBe(204);
    expect((await request(app).get(path(id))).status).toBe(404);
    expect((await request(app).delete(path(id))).body).toMatchObject({ status: 404, code: 'item_not_found' });
  });

  it('refuses an item that is not valid, or has another id', async () => {
    const app = await bagApp();
    const invalid = await request(app).put('/v1/items/new').send({ price: 5 });
    expect(invalid.body).toMatchObject({
      status: 400,
      code: 'invalid_item',
      detail: expect.stringContaining('title is missing'),
    });
    const other = await request(app).put('/v1/items/7').send({ id: '07', title: 'New' });
    expect(other.body).toMatchObject({
      status: 400,
      detail: 'The body has the id "07", the path "7". Leave it out of the body, or make them equal.',
    });
    expect((await request(app).put('/v1/items/7').send({ id: 7, title: 'New' })).status).toBe(200);
    expect((await request(app).put('/v1/items/7').send([])).body).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });
});

describe('POST /v1/items:batch', () => {
  it('writes what is valid and reports the rest', async () => {
    const app = await bagApp();
    const response = await request(app)
      .post('/v1/items:batch')
      .send([{ id: '1', title: 'One' }, { id: '2' }]);
    expect(response.body).toMatchObject({ read: 2, indexed: 1, skipped: [{ count: 1, examples: ['2'] }] });
    expect((await request(app).get('/v1/items/1')).status).toBe(200);
  });
  it('deletes too', async () => {
    const app = await bagApp();
    const response = await request(app)
      .post('/v1/items:batch')
      .send({ items: [{ id: '1', title: 'One' }], delete: ['bag-red', 'none'] });
    expect(response.body).toMatchObject({ indexed: 1, deleted: 1 });
    expect((await request(app).get('/v1/items/bag-red')).status).toBe(404);
  });
  it.each([
    [{ items: [] }, 'The batch is empty'],
    [{ item: [] }, 'must be a list of items'],
    [['a'], 'must be a list of items'],
  ])('refuses %j', async (body, detail) => {
    const response = await request(await bagApp())
      .post('/v1/items:batch')
      .send(body);
    expect(response.body).toMatchObject({
      status: 400,
      code: 'invalid_request',
      detail: expect.stringContaining(detail),
    });
  });
  it('refuses a batch that is too large', async () => {
    const app = await bagApp({ config: { host: '127.0.0.1', port: 0, maxBatchBytes: 100 } });
    const response = await request(app)
      .post('/v1/items:batch')
      .send([{ id: '1', title: 'x'.repeat(200) }]);
    expect(response.body).toMatchObject({
      status: 413,
      code: 'too_large',
      detail: 'The body has more than 100 bytes. Send less at a time.',
    });
  });
});

describe('writes', () => {
  const config = { host: '127.0.0.1', port: 0, apiKey: 'k3y' };
  const writes = [
    ['put', '/v1/items/1'],
    ['delete', '/v1/items/bag-red'],
    ['post', '/v1/items:batch'],
  ] as const;

  it.each(writes)('%s %s needs the key', async (method, where) => {
    const app = await bagApp({ config });
    for (const key of [undefined, 'Bearer', 'Bearer k3y2', 'Basic k3y', 'bearer K3Y']) {
      const response = await request(app)
        [method](where)
        .set(key === undefined ? {} : { authorization: key });
      expect(response.body).toMatchObject({ status: 401, code: 'unauthorised' });
      expect(response.get('www-authenticate')).toContain('Bearer');
    }
    expect(
      (
        await request(app)
          [method](where)
          .set('x-api-key', 'other')
          .send([{ id: '1', title: 'One' }])
      ).status,
    ).toBe(401);
  });
  it('pass with the key, either way', async () => {
    const app = await bagApp({ config });
    expect(
      (await request(app).put('/v1/items/1').set('authorization', 'Bearer k3y').send({ title: 'One' })).status,
    ).toBe(200);
    expect((await request(app).delete('/v1/items/1').set('x-api-key', 'k3y')).status).toBe(204);
  });
  it('without a key come only from this machine, by its own name', async () => {
    const app = await bagApp();
    const rebound = await request(app).delete('/v1/items/bag-red').set('host', 'shop.example');
    expect(rebound.body).toMatchObject({ status: 401, detail: expect.stringContaining('VITRINE_API_KEY') });
    expect((await request(app).delete('/v1/items/bag-red').set('host', 'localhost:3000')).status).toBe(204);
  });
  it('leave reading open', async () => {
    expect((await request(await bagApp({ config })).get('/v1/items/bag-red')).status).toBe(200);
  });
});
