import type { Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import type { Metrics } from '../metrics.ts';
import type { Route } from '../route.ts';
import { CatalogsAnswer, StatusAnswer } from '../schemas.ts';

export interface OperationRoutesDeps {
  readonly vitrine: Vitrine;
  readonly metrics: Metrics;
  readonly defaultCatalog: string;
  /** True once the server is on its way out: balancers should look elsewhere. */
  readonly stopping: () => boolean;
}

/** What operators and balancers ask. */
export function operationRoutes({ vitrine, metrics, defaultCatalog, stopping }: OperationRoutesDeps): Route[] {
  const ok = { 200: { description: 'Yes.', schema: StatusAnswer } };
  return [
    {
      method: 'get',
      path: '/v1/catalogs',
      summary: 'The names of the catalogs',
      tag: 'operations',
      answers: { 200: { description: 'Names, and which one is meant when none is given.', schema: CatalogsAnswer } },
      handle: async (_request, response) =>
        void response.json({ default: defaultCatalog, catalogs: await vitrine.catalogs() }),
    },
    {
      method: 'get',
      path: '/healthz',
      summary: 'Whether the process lives',
      tag: 'operations',
      answers: ok,
      handle: (_request, response) => void response.json({ status: 'ok' }),
    },
    {
      method: 'get',
      path: '/readyz',
      summary: 'Whether requests can be answered: the stores are asked',
      tag: 'operations',
      answers: ok,
      handle: async (_request, response) => {
        if (stopping()) throw new VitrineError('interrupted', 'The server is stopping. Ask another one.');
        await vitrine.ready();
        response.json({ status: 'ok' });
      },
    },
    {
      method: 'get',
      path: '/metrics',
      summary: 'Metrics for Prometheus',
      tag: 'operations',
      answers: { 200: { description: 'The exposition format.', type: 'text/plain' } },
      handle: async (_request, response) => {
        const { type, text } = await metrics.expose();
        response.set('Content-Type', type).send(text);
      },
    },
  ];
}
