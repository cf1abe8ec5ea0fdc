import type { Request } from 'express';
import type { Shoppers } from '#src/compose/shoppers';
import type { Vitrine } from '#src/compose/vitrine';
import type { SearchRequest } from '#src/domain/query';
import { isWebAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import { parseParameters, parseSearchRequest } from '#src/search/request';
import { type BodyReaders, bodyOf } from '../body.ts';
import type { EventPolicy } from '../event-policy.ts';
import type { Metrics } from '../metrics.ts';
import type { OpenCatalog, Route } from '../route.ts';
import { CatalogQuery, SearchAnswer, SearchQuery } from '../schemas.ts';

export interface SearchRoutesDeps {
  readonly open: OpenCatalog;
  readonly metrics: Metrics;
  readonly readers: BodyReaders;
  /** The picture at a web address. */
  readonly fetchPicture: Vitrine['fetchPicture'];
  /** Told of each search with its answer. */
  readonly searched: Shoppers['searched'];
  readonly policy: EventPolicy;
}

/** Searching by words and by a picture. */
export function searchRoutes({ open, metrics, readers, fetchPicture, searched, policy }: SearchRoutesDeps): Route[] {
  const search = async (from: Request, input: Readonly<Record<string, unknown>>) => {
    const { catalog: given, ...parameters } = input;
    const { catalog } = parseParameters(CatalogQuery, { catalog: given });
    const asked = parseSearchRequest(await withFetched(parameters, fetchPicture));
    const mayName = asked.user === undefined || policy.mayNameUsers(from);
    const request = mayName ? asked : unnamed(asked);
    const { name, search: ask } = await open(catalog);
    const page = await ask(request);
    metrics.search(page.took);
    searched(name, request, page);
    return mayName ? page : { ...page, notices: [...page.notices, UNNAMED] };
  };
  const answers = { 200: { description: 'A page of hits.', schema: SearchAnswer } };
  const common = { tag: 'search', answers } as const;
  return [
    {
      ...common,
      method: 'get',
      path: '/v1/search',
      summary: 'Search by words; without any, browse the catalog',
      query: SearchQuery,
      handle: async (request, response) => void response.json(await search(request, request.query)),
    },
    {
      ...common,
      method: 'post',
      path: '/v1/search',
      summary: 'Search by words, a picture (data URL), or both',
      body: { 'application/json': SearchQuery },
      readers: [readers.search],
      handle: async (request, response) =>
        void response.json(await search(request, { ...request.query, ...bodyOf(request) })),
    },
    {
      ...common,
      method: 'post',
      path: '/v1/search/image',
      summary: 'Search by a picture, and words with it',
      query: SearchQuery,
      body: { 'multipart/form-data': SearchQuery, 'application/json': SearchQuery, 'image/*': readers.pictureSchema },
      readers: [readers.search, readers.form, readers.picture],
      handle: async (request, response) => void response.json(await search(request, withPicture(request))),
    },
  ];
}

/** A picture named by its web address is fetched; anything else is left as it is. */
async function withFetched(
  parameters: Readonly<Record<string, unknown>>,
  fetchPicture: Vitrine['fetchPicture'],
): Promise<Readonly<Record<string, unknown>>> {
  const { image } = parameters;
  if (typeof image !== 'string' || !isWebAddress(image)) return parameters;
  // What else is wrong with the request is told before anything is fetched for it.
  parseSearchRequest({ ...parameters, image: undefined });
  return { ...parameters, image: await fetchPicture(image) };
}

/** What anybody may say of whom they are: what is kept of the search is the session's alone. */
const UNNAMED = 'user was passed over: what is known of a shopper needs the API key';

/** Whoever names somebody without the key could learn from the ranking what that shopper did. */
function unnamed({ user: _, ...request }: SearchRequest): SearchRequest {
  return request;
}

/** The picture is the file of a form, the whole body, or a data URL among the parameters. */
function withPicture(request: Request): Record<string, unknown> {
  const whole = Buffer.isBuffer(request.body) ? request.body : undefined;
  const file = request.file?.buffer ?? whole;
  const parameters: Record<string, unknown> = { ...request.query, ...(whole === undefined && bodyOf(request)) };
  const image = file ?? parameters.image;
  if (image === undefined || image === '' || file?.length === 0) throw new VitrineError('invalid_request', NO_PICTURE);
  return { ...parameters, image };
}

const NO_PICTURE =
  'There is no picture. Send a form with a file "image", JSON with "image" as a data URL, or the bytes with their content type.';
