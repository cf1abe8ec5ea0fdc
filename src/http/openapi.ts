import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import type { Answer, Route } from './route.ts';
import { ProblemAnswer } from './schemas.ts';

type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The description of the routes, made from the schemas that validate their requests. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vitrine',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Search and recommendation for shops: words, pictures and behaviour in one explained ranking.',
    },
  });
}

function pathOf({ method, path, summary, tag, writes, params, query, body, answers }: Route): RouteConfig {
  return {
    method,
    path,
    summary,
    tags: [tag],
    // Some requests only: the key, or none.
    ...(writes && { security: [{ apiKey: [] }, ...(writes === true ? [] : [{}])] }),
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(body && { body: { content: mapValues(body, (schema: z.ZodType) => ({ schema })) } }),
    },
    responses: {
      ...mapValues(answers, describeAnswer),
      default: { description: 'An error.', content: { 'application/problem+json': { schema: ProblemAnswer } } },
    },
  };
}

function describeAnswer(answer: Answer): RouteConfig['responses'][string] {
  const { description } = answer;
  if ('schema' in answer) return { description, content: { 'application/json': { schema: answer.schema } } };
  if ('type' in answer) return { description, content: { [answer.type]: { schema: { type: 'string' } } } };
  return { description };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
