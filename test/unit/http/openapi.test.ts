import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SearchParameters } from '#src/search/request-schema';
import { bagApp } from '#test/support/http-shop';

const { body: document } = await request(await bagApp({ version: '1.2.3' })).get('/openapi.json');

describe('GET /openapi.json', () => {
  it('describes every route', () => {
    const routes = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.sort()).toEqual([
      'delete /v1/items/{id}',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'get /v1/catalogs',
      'get /v1/items/{id}',
      'get /v1/items/{id}/bought-together',
      'get /v1/items/{id}/images/{number}',
      'get /v1/items/{id}/similar',
      'get /v1/recommendations',
      'get /v1/search',
      'get /v1/synonyms',
      'get /v1/trending',
      'get /v1/users',
      'get /v1/users/{id}/profile',
      'get /v1/users/{id}/recommendations',
      'post /v1/events',
      'post /v1/items:batch',
      'post /v1/search',
      'post /v1/search/image',
      'put /v1/items/{id}',
      'put /v1/synonyms',
    ]);
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });
  it('has the very parameters that are validated, with their ranges and defaults', () => {
    const parameters: { name: string; schema: object }[] = document.paths['/v1/search'].get.parameters;
    expect(parameters.map(({ name }) => name)).toEqual([...Object.keys(SearchParameters.shape), 'catalog']);
    expect(parameters.find(({ name }) => name === 'limit')).toMatchObject({
      schema: { type: 'integer', minimum: 0, maximum: 1000, default: 10 },
    });
  });
  it('says which routes need the key, and what errors look like', () => {
    expect(document.paths['/v1/items/{id}'].put.security).toEqual([{ apiKey: [] }]);
    expect(document.paths['/v1/recommendations'].get.security).toEqual([{ apiKey: [] }, {}]);
    expect(document.paths['/v1/search'].get).not.toHaveProperty('security');
    expect(document.components.schemas.Problem.properties.code.enum).toContain('invalid_filter');
  });
  it('has a schema for every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/gu)].map(
      (match) => match[1],
    );
    expect(references.filter((name) => !(name! in document.components.schemas))).toEqual([]);
    expect(references).toContain('SearchPage');
  });
});
