import { z } from 'zod';
import { parseSynonyms } from '#src/domain/synonyms';
import { parseParameters } from '#src/search/request';
import { type BodyReaders, bodyOf } from '../body.ts';
import type { OpenCatalog, Route } from '../route.ts';
import { CatalogQuery } from '../schemas.ts';

const ruleError = 'must be rules: texts such as "sofa, couch" and "stove => range", or objects {words, to?}';
const Rule = z
  .strictObject({ words: z.array(z.string()), to: z.array(z.string()).optional() }, { error: ruleError })
  .meta({
    id: 'SynonymRule',
    description: 'Without `to` any of `words` means the others; with it only `to` is meant, too.',
  });
const Body = z
  .strictObject({ synonyms: z.array(z.union([z.string(), Rule], { error: ruleError }), { error: ruleError }) })
  .meta({ id: 'Synonyms' });
const Answer = z.object({ synonyms: z.array(Rule) });

export interface SynonymRoutesDeps {
  readonly open: OpenCatalog;
  readonly readers: BodyReaders;
}

/** The synonyms of a catalog, listed and replaced. */
export function synonymRoutes({ open, readers }: SynonymRoutesDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/synonyms',
      summary: 'Phrases that mean the same in a catalog',
      tag: 'operations',
      query: CatalogQuery,
      answers: {
        200: { description: 'The rules of the catalog; the general ones are not among them.', schema: Answer },
      },
      handle: async (request, response) => {
        const { catalog } = parseParameters(CatalogQuery, request.query);
        response.json({ synonyms: await (await open(catalog)).synonyms.list() });
      },
    },
    {
      method: 'put',
      path: '/v1/synonyms',
      summary: 'Replace the synonyms of a catalog',
      tag: 'operations',
      writes: true,
      query: CatalogQuery,
      body: { 'application/json': Body },
      answers: { 200: { description: 'The rules as they are kept.', schema: Answer } },
      readers: [readers.json],
      handle: async (request, response) => {
        const { catalog } = parseParameters(CatalogQuery, request.query);
        const { synonyms } = parseParameters(Body, bodyOf(request));
        const own = (await open(catalog)).synonyms;
        await own.replace(
          synonyms.map((rule) =>
            typeof rule === 'string' ? parseSynonyms(rule) : { words: rule.words, ...(rule.to && { to: rule.to }) },
          ),
        );
        response.json({ synonyms: await own.list() });
      },
    },
  ];
}
