import { Writable } from 'node:stream';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { VitrineError } from '#src/errors';
import { bagApp, bagShop } from '#test/support/http-shop';

/** A logger whose lines can be read, and its lines. */
function readableLogger() {
  const lines: string[] = [];
  const write = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: pino(write), lines };
}

describe('operations', () => {
  it('name the catalogs and the default one', async () => {
    expect((await request(await bagApp()).get('/v1/catalogs')).body).toEqual({
      default: 'default',
      catalogs: ['default', 'other'],
    });
  });
  it('say that the process lives, and is ready', async () => {
    const app = await bagApp();
    expect((await request(app).get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await request(app).get('/readyz')).body).toEqual({ status: 'ok' });
  });
  it('say when a store does not answer', async () => {
    const { vitrine } = await bagShop();
    const down = {
      ...vitrine,
      ready: () => Promise.reject(new VitrineError('store_unavailable', 'The store is away.')),
    };
    const response = await request(await bagApp({ vitrine: down })).get('/readyz');
    expect(response.body).toMatchObject({ status: 503, code: 'store_unavailable' });
    expect(response.get('retry-after')).toBe('1');
  });
  it('say that a stopping server is not ready, though it lives', async () => {
    const app = await bagApp({ stopping: () => true });
    expect((await request(app).get('/readyz')).status).toBe(503);
    expect((await request(app).get('/healthz')).status).toBe(200);
  });

  it('count requests by route and status, and the stages of a search', async () => {
    const app = await bagApp();
    await request(app).get('/v1/search?q=red');
    await request(app).get('/v1/items/a%2Fb%20c');
    await request(app).get('/v1/items/none');
    await request(app).get('/elsewhere');
    const { text, type } = await request(app).get('/metrics');
    expect(type).toBe('text/plain');
    expect(text).toContain(
      'vitrine_http_request_duration_seconds_count{method="GET",route="/v1/search",status="200"} 1',
    );
    expect(text).toContain(
      'vitrine_http_request_duration_seconds_count{method="GET",route="/v1/items/{id}",status="404"} 1',
    );
    expect(text).toContain('vitrine_http_request_duration_seconds_count{method="GET",route="other",status="404"} 1');
    expect(text).toContain('vitrine_search_stage_duration_seconds_count{stage="retrieve"} 1');
    expect(text).toContain('nodejs_heap_size_used_bytes');
  });
});

describe('errors', () => {
  it('are problem documents, for unknown routes too', async () => {
    const response = await request(await bagApp()).patch('/v1/item');
    expect(response.status).toBe(404);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toEqual({
      type: 'urn:vitrine:error:route_not_found',
      title: 'No such route',
      status: 404,
      detail: 'There is no route PATCH /v1/item. /openapi.json lists them.',
      code: 'route_not_found',
    });
  });
  it('name the methods that a path has', async () => {
    const response = await request(await bagApp()).patch('/v1/items/1');
    expect(response.status).toBe(405);
    expect(response.get('Allow')).toBe('GET, PUT, DELETE');
    expect(response.body.code).toBe('method_not_allowed');
    expect((await request(await bagApp()).head('/v1/catalogs')).status).toBe(200);
  });

  it('tell nothing of our inside, and are logged in full', async () => {
    const { vitrine } = await bagShop();
    const { logger, lines } = readableLogger();
    const broken = { ...vitrine, catalogs: () => Promise.reject(new TypeError('cannot read /home/me/secret.db')) };
    const response = await request(await bagApp({ vitrine: broken, logger })).get('/v1/catalogs');
    expect(response.body).toMatchObject({ status: 500, code: 'internal' });
    expect(response.body.detail).toContain(response.get('x-request-id'));
    expect(JSON.stringify(response.body)).not.toContain('secret');
    expect(lines.join('')).toContain('cannot read /home/me/secret.db');
  });
});

describe('the access log', () => {
  it('has a line for each request, without words, ids or keys', async () => {
    const { logger, lines } = readableLogger();
    const app = await bagApp({ logger, config: { host: '127.0.0.1', port: 0, apiKey: 'topsecret' } });
    await request(app).get('/v1/search?text=embarrassing&user=jane');
    await request(app).post('/v1/search').send({ text: 'embarrassing' });
    await request(app).put('/v1/items/jane').set('authorization', 'Bearer topsecret').send({ title: 'x' });
    const log = lines.join('');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', route: '/v1/search', status: 200 },
      { method: 'POST', route: '/v1/search', status: 200 },
      { method: 'PUT', route: '/v1/items/{id}', status: 200 },
    ]);
    expect(log).not.toMatch(/embarrassing|jane|topsecret/u);
  });
});

describe('security', () => {
  it('lets a browser load from here only, and tells nothing of the server', async () => {
    const response = await request(await bagApp()).get('/healthz');
    expect(response.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers).not.toHaveProperty('x-powered-by');
  });
  it('limits requests where it is told to, and not on loopback by itself', async () => {
    const limited = await bagApp({ config: { host: '127.0.0.1', port: 0, rateLimitPerMinute: 2 } });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await request(limited).get('/v1/search')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await request(limited).get('/v1/search').set('x-forwarded-for', '10.0.0.1');
    expect(refused.body).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(Number(refused.get('retry-after'))).toBeGreaterThan(0);
    expect((await request(limited).get('/v1/items/bag-red/images/0')).status).toBe(200);
    expect((await request(limited).get('/healthz')).status).toBe(200);
    expect((await request(await bagApp()).get('/v1/search')).headers).not.toHaveProperty('ratelimit');
    expect(
      (await request(await bagApp({ config: { host: '0.0.0.0', port: 0 } })).get('/v1/search')).headers,
    ).toHaveProperty('ratelimit');
  });
});
