import express, { type Express, type RequestHandler } from 'express';
import { type Logger, pino } from 'pino';
import type { Vitrine } from '#src/compose/vitrine';
import { accessLog } from './access-log.ts';
import { requireApiKey } from './api-key.ts';
import { createBodyReaders } from './body.ts';
import { type HttpConfig, httpLimits } from './config.ts';
import { createEventPolicy } from './event-policy.ts';
import { createMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { noSuchRoute, problemHandler, wrongMethod } from './problem.ts';
import { expressPath, type Route } from './route.ts';
import { eventRoutes } from './routes/events.ts';
import { itemRoutes } from './routes/items.ts';
import { listRoutes } from './routes/lists.ts';
import { operationRoutes } from './routes/operations.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { searchRoutes } from './routes/search.ts';
import { synonymRoutes } from './routes/synonyms.ts';
import { requestLimit, securityHeaders } from './security.ts';
import { serveStorefront } from './storefront.ts';
import { createThumbnails } from './thumbnails.ts';

export interface HttpAppOptions {
  readonly vitrine: Vitrine;
  readonly config: HttpConfig;
  /** The catalog of requests that name none; `default` without it. */
  readonly defaultCatalog?: string | undefined;
  /** Folder of the built storefront, once it is there; none is served without it. */
  readonly storefront?: Promise<string | undefined> | undefined;
  /** Silent without one. */
  readonly logger?: Logger | undefined;
  readonly version?: string | undefined;
  /** True once the server is on its way out. */
  readonly stopping?: () => boolean;
}

/** The HTTP face: everything but the socket. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { vitrine, config, defaultCatalog = 'default', version = '0.0.0', stopping = () => false } = options;
  const logger = options.logger ?? pino({ level: 'silent' });
  const limits = httpLimits(config);
  const metrics = createMetrics();
  const readers = createBodyReaders(limits);
  const policy = createEventPolicy(config.apiKey, config.publicEvents);
  const open = (name: string | undefined) => vitrine.catalog(name === undefined || name === '' ? defaultCatalog : name);
  const routes = [
    ...searchRoutes({
      open,
      metrics,
      readers,
      searched: vitrine.shoppers.searched,
      policy,
      fetchPicture: vitrine.fetchPicture,
    }),
    ...listRoutes(open),
    ...itemRoutes({ open, readers }),
    ...synonymRoutes({ open, readers }),
    ...eventRoutes({ vitrine, open, readers, policy }),
    ...pictureRoutes(open, createThumbnails({ maxPixels: limits.picturePixels })),
    ...operationRoutes({ vitrine, metrics, defaultCatalog, stopping }),
  ];

  const app = express();
  app.disable('x-powered-by').set('trust proxy', config.trustedProxies ?? 0);
  app.use(accessLog(logger), metrics.observe, securityHeaders());
  app.use('/v1', requestLimit(limits.requestsPerMinute));
  mountRoutes(app, routes, requireApiKey(config.apiKey));
  const description = openApiDocument(routes, version);
  app.get('/openapi.json', (_request, response) => void response.json(description));
  if (options.storefront !== undefined) app.use(serveStorefront(options.storefront));
  app.use(noSuchRoute, problemHandler(logger, limits.pictureBytes));
  return app;
}

function mountRoutes(app: Express, routes: readonly Route[], needsKey: RequestHandler): void {
  for (const { method, path, writes, readers = [], handle } of routes) {
    const named: RequestHandler = (_request, response, next) => {
      response.locals.route = path;
      response.set('Cache-Control', 'no-store');
      next();
    };
    const guard: RequestHandler = (request, response, next) =>
      writes === true || (typeof writes === 'function' && writes(request)) ? needsKey(request, response, next) : next();
    app[method](expressPath(path), named, guard, ...readers, handle);
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    app.all(expressPath(path), wrongMethod(methods));
  }
}
