import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SearchAnswer } from '#src/http/schemas';
import { bagApp, bagShop } from '#test/support/http-shop';

const app = await bagApp();
const { red } = await bagShop();
const ids = (response: { body: { hits: { id: string }[] } }) => response.body.hits.map(({ id }) => id);

describe('GET /v1/search', () => {
  it('answers words in the shape that the description promises', async () => {
    const response = await request(app)
      .get('/v1/search')
      .query({ text: 'red', explain: 'true', facets: 'brand,price' });
    expect(response.status).toBe(200);
    expect(SearchAnswer.strict().parse(response.body)).toEqual(response.body);
    expect(ids(response)).toEqual(['bag-red', 'shoe']);
    expect(response.body).toMatchObject({
      total: { value: 2, relation: 'eq' },
      query: { text: 'red', source: 'parser' },
    });
    const [hit] = response.body.hits;
    const sum = hit.why.reduce((total: number, { contribution }: { contribution: number }) => total + contribution, 0);
    expect(sum).toBeCloseTo(hit.score);
    expect(response.body.facets.map(({ field }: { field: string }) => field)).toEqual(['brand', 'price']);
    expect(response.get('cache-control')).toBe('no-store');
  });

  it('leaves why out unless it is asked for', async () => {
    expect((await request(app).get('/v1/search?q=bag')).body.hits[0]).not.toHaveProperty('why');
  });

  it('takes repeated filters, refinements, a sort and a page', async () => {
    const both = await request(app).get('/v1/search?q=red&filter=colour:red&filter=price:..50');
    expect(ids(both)).toEqual(['bag-red']);
    const sorted = await request(app).get('/v1/search?q=bag&refine=brand:acme&sort=price:desc&limit=1&offset=1');
    expect(ids(sorted)).toEqual(['bag-red']);
    expect(sorted.body.total.value).toBe(2);
  });

  it('browses without words, in the catalog that is named', async () => {
    expect((await request(app).get('/v1/search')).body.total.value).toBe(11);
    expect(ids(await request(app).get('/v1/search?catalog=other'))).toEqual(['x']);
    expect(ids(await request(await bagApp({ defaultCatalog: 'other' })).get('/v1/search'))).toEqual(['x']);
  });

  it('replays the list of a queryId', async () => {
    const first = await request(app).get('/v1/search?q=red&limit=1');
    const second = await request(app)
      .get('/v1/search')
      .query({ q: 'red', limit: 1, offset: 1, queryId: first.body.queryId });
    expect([...ids(first), ...ids(second)]).toEqual(['bag-red', 'shoe']);
    expect(second.body.queryId).toBe(first.body.queryId);
  });

  it.each([
    ['limit=-1', 'invalid_request', 'limit must be a whole number from 0 to 1000, not "-1".'],
    ['limit=1000000000', 'invalid_request', 'limit must be'],
    ['limt=5', 'invalid_request', 'There is no parameter "limt"'],
    ['filter=brand', 'invalid_filter', 'The filter brand is not valid'],
    ['catalog=a&catalog=b', 'invalid_request', 'catalog must be a text'],
    ['image=ftp://example.com/a.jpg', 'invalid_request', 'data URL'],
  ])('refuses %s', async (query, code, detail) => {
    const response = await request(app).get(`/v1/search?${query}`);
    expect(response.status).toBe(400);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ status: 400, code, detail: expect.stringContaining(detail) });
  });

  it('says which catalog there is not', async () => {
    const response = await request(app).get('/v1/search?catalog=none');
    expect(response.body).toMatchObject({ status: 404, code: 'catalog_not_found' });
  });
});

describe('POST /v1/search', () => {
  it('takes JSON: filters as objects, a picture as a data URL', async () => {
    const byFilter = await request(app)
      .post('/v1/search')
      .send({ text: 'bag', filter: [{ field: 'price', from: 30 }] });
    expect(ids(byFilter)).toEqual(['bag-blue']);
    const image = `data:image/jpeg;base64,${red.toString('base64')}`;
    expect(ids(await request(app).post('/v1/search').send({ image }))).toEqual(['bag-red']);
  });
  it('fetches a picture that is named by its web address, once the rest is right', async () => {
    const image = 'https://shop.example/red.jpg';
    expect(ids(await request(app).post('/v1/search/image').send({ image }))).toEqual(['bag-red']);
    expect(ids(await request(app).get('/v1/search').query({ image }))).toEqual(['bag-red']);
    const gone = await request(app).get('/v1/search').query({ image: 'https://shop.example/gone.jpg' });
    expect(gone.body).toMatchObject({ status: 502, code: 'web_unavailable' });
    const wrong = await request(app).get('/v1/search').query({ image: 'https://shop.example/gone.jpg', limit: 'x' });
    expect(wrong.body).toMatchObject({ status: 400, code: 'invalid_request' });
  });
  it('takes no body as no words', async () => {
    expect((await request(app).post('/v1/search')).body.total.value).toBe(11);
  });
  it.each([
    ['application/json', '{"text":', 'The body is not JSON'],
    ['application/json', '[1]', 'must be a JSON object'],
    ['application/json', 'null', 'must be a JSON object'],
    ['application/json', '"red shoes"', 'must be a JSON object'],
  ])('refuses %s %s', async (type, body, detail) => {
    const response = await request(app).post('/v1/search').set('content-type', type).send(body);
    expect(response.body).toMatchObject({
      status: 400,
      code: 'invalid_request',
      detail: expect.stringContaining(detail),
    });
  });
  it('refuses a body that is not packed as it says', async () => {
    for (const encoding of ['br', 'gzip']) {
      const sent = request(app).post('/v1/search').type('json').set('content-encoding', encoding).send('{"text":"a"}');
      expect((await sent).body).toMatchObject({ status: 400, code: 'invalid_request' });
    }
  });
  it.each([
    [{ 'content-type': 'text/plain' }, 'content type text/plain'],
    [{ 'content-type': 'application/json; charset=latin1' }, 'charset'],
    [{ 'content-type': 'application/json', 'content-encoding': 'lzma' }, 'content encoding'],
  ])('says that it does not read %j', async (headers, detail) => {
    const { body } = await request(app).post('/v1/search').set(headers).send('{"text":"a"}');
    const code = 'unsupported_media_type';
    expect(body).toMatchObject({ status: 415, code, detail: expect.stringContaining(detail) });
  });
});

describe('POST /v1/search/image', () => {
  it('takes a form with a file, and words with it', async () => {
    const response = await request(app)
      .post('/v1/search/image')
      .attach('image', red, 'a.jpg')
      .field('explain', 'on')
      .field('limit', '1');
    expect(ids(response)).toEqual(['bag-red']);
    expect(response.body.hits[0].why[1]).toMatchObject({ signal: 'picture', value: 1 });
    const withWords = await request(app).post('/v1/search/image').attach('image', red, 'a.jpg').field('text', 'bag');
    expect(ids(withWords)).toEqual(['bag-red', 'bag-blue']);
  });
  it('takes repeated fields of a form', async () => {
    const form = request(app).post('/v1/search/image').attach('image', red, 'a.jpg').field('text', 'bag');
    expect(ids(await form.field('filter', 'brand:acme').field('filter', 'price:30..'))).toEqual(['bag-blue']);
  });
  it('takes a data URL in JSON, and bare bytes', async () => {
    const image = `data:image/jpeg;base64,${red.toString('base64')}`;
    expect(ids(await request(app).post('/v1/search/image').send({ image }))).toEqual(['bag-red']);
    const bytes = request(app).post('/v1/search/image?limit=1').set('content-type', 'image/jpeg').send(red);
    expect(ids(await bytes)).toEqual(['bag-red']);
  });

  it('says when there is no picture', async () => {
    for (const sent of [
      request(app).post('/v1/search/image').send({ text: 'bag' }),
      request(app).post('/v1/search/image').field('text', 'bag'),
    ]) {
      expect((await sent).body).toMatchObject({
        code: 'invalid_request',
        detail: expect.stringContaining('There is no picture'),
      });
    }
  });
  it('says when a file comes under another name, or several come', async () => {
    const other = await request(app).post('/v1/search/image').attach('photo', red, 'a.jpg');
    expect(other.body).toMatchObject({ status: 400, detail: expect.stringContaining('"photo" is no file field') });
    const two = await request(app).post('/v1/search/image').attach('image', red, 'a.jpg').attach('image', red, 'b.jpg');
    expect(two.body).toMatchObject({ status: 400, code: 'invalid_request' });
  });
  it('refuses a broken form', async () => {
    const broken = request(app).post('/v1/search/image').set('content-type', 'multipart/form-data; boundary=x');
    expect((await broken.send('--x\r\nnonsense')).body).toMatchObject({ status: 400, code: 'invalid_request' });
    const unnamed = request(app).post('/v1/search/image').set('content-type', 'multipart/form-data');
    expect((await unnamed.send('nonsense')).body).toMatchObject({ status: 400, code: 'invalid_request' });
  });
  it('refuses what is too large, in any form', async () => {
    const small = await bagApp({ config: { host: '127.0.0.1', port: 0, maxPictureBytes: 100, maxBatchBytes: 200 } });
    const image = `data:image/jpeg;base64,${red.toString('base64')}`;
    const sent = [
      request(small).post('/v1/search/image').attach('image', red, 'a.jpg'),
      request(small).post('/v1/search/image').send({ image }),
      request(small).post('/v1/search/image').set('content-type', 'image/jpeg').send(red),
      request(small).post('/v1/search').send({ image }),
    ];
    for (const response of await Promise.all(sent))
      expect(response.body).toMatchObject({ status: 413, code: 'too_large' });
  });
});

describe('GET /v1/items/:id/similar', () => {
  it('lists what is like the item', async () => {
    const response = await request(app).get('/v1/items/bag-red/similar?limit=5&explain=1');
    expect(ids(response)).toEqual(['bag-blue']);
    expect(Object.keys(response.body)).toEqual(['hits', 'notices', 'took']);
    expect(ids(await request(app).get('/v1/items/bag-red/similar?filter=price:..10'))).toEqual([]);
  });
  it('says when there is no such item, or no such parameter', async () => {
    expect((await request(app).get('/v1/items/none/similar')).body).toMatchObject({
      status: 404,
      code: 'item_not_found',
    });
    expect((await request(app).get('/v1/items/bag-red/similar?offset=1')).body).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });
});
