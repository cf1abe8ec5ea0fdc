import type { Request } from 'express';
import type { z } from 'zod';
import type { ItemList } from '#src/compose/lists';
import type { Catalog } from '#src/compose/vitrine';
import { parseRecommendRequest, parseSimilarRequest } from '#src/search/list-request';
import { parseListRequest, parseParameters } from '#src/search/request';
import type { OpenCatalog, Route } from '../route.ts';
import {
  CatalogQuery,
  ItemPath,
  ListAnswer,
  ListQuery,
  RecommendQuery,
  SimilarQuery,
  UserPath,
  VisitorQuery,
} from '../schemas.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** Recommendation lists: items like an item, with an item, for a shopper, for everybody. */
export function listRoutes(open: OpenCatalog): Route[] {
  const route = createListRoute(open);
  return [...itemLists(route), ...shopperLists(route)];
}

type ListRoute = ReturnType<typeof createListRoute>;

function createListRoute(open: OpenCatalog) {
  return (
    path: string,
    summary: string,
    shape: Pick<Route, 'params' | 'writes'> & { readonly query: z.ZodObject },
    ask: (catalog: Catalog, parameters: Parameters, request: Request) => Promise<ItemList>,
  ): Route => ({
    method: 'get',
    path,
    summary,
    tag: 'lists',
    ...shape,
    answers: { 200: { description: 'Items, the best first.', schema: ListAnswer } },
    handle: async (request, response) => {
      const { catalog: given, ...parameters } = request.query;
      const { catalog } = parseParameters(CatalogQuery, { catalog: given });
      response.json(await ask(await open(catalog), parameters, request));
    },
  });
}

function itemLists(route: ListRoute): Route[] {
  const itemOf = ({ params }: Request) => parseParameters(ItemPath, params).id;
  return [
    route(
      '/v1/items/{id}/similar',
      'Items like one item, by its text and pictures, by what shoppers do, or both',
      { params: ItemPath, query: SimilarQuery },
      (catalog, parameters, request) => catalog.similar({ id: itemOf(request), ...parseSimilarRequest(parameters) }),
    ),
    route(
      '/v1/items/{id}/bought-together',
      'Items that shoppers bought with an item',
      { params: ItemPath, query: ListQuery },
      (catalog, parameters, request) =>
        catalog.boughtTogether({ id: itemOf(request), ...parseListRequest(parameters) }),
    ),
    route('/v1/trending', 'What is wanted more than usual', { query: ListQuery }, (catalog, parameters) =>
      catalog.trending(parseListRequest(parameters)),
    ),
  ];
}

function shopperLists(route: ListRoute): Route[] {
  return [
    route(
      '/v1/users/{id}/recommendations',
      'What a shopper may want, looked at last, or items like the last one',
      // It tells what the shopper did.
      { params: UserPath, query: RecommendQuery, writes: true },
      (catalog, parameters, request) => {
        // Whose list it is says the path alone.
        const query = parseParameters(RecommendQuery, parameters);
        return catalog.recommend(
          parseRecommendRequest({ ...query, user: parseParameters(UserPath, request.params).id }),
        );
      },
    ),
    route(
      '/v1/recommendations',
      'The lists of a visit (`session`), which is not asked who it is, or of a shopper (`user`, who needs the key)',
      { query: VisitorQuery, writes: namesUser },
      (catalog, parameters) => catalog.recommend(parseRecommendRequest(parameters)),
    ),
  ];
}

/** A visit is known by whoever is on it; the id of a shopper is no secret, and what they did is theirs. */
function namesUser({ query: { user } }: Request): boolean {
  return user !== undefined && user !== '';
}
