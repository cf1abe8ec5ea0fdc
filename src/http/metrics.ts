import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Took } from '#src/domain/hit';

export interface Metrics {
  /** Times requests; the route is `response.locals.route`, which the router sets. */
  readonly observe: RequestHandler;
  /** Takes the stages of one search. */
  search(took: Took): void;
  /** The exposition format of Prometheus, with its content type. */
  expose(): Promise<{ readonly type: string; readonly text: string }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** As nginx has it: the client went away before it was answered. */
const CLIENT_CLOSED_REQUEST = 499;

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'vitrine_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [register],
  });
  const stages = new Histogram({
    name: 'vitrine_search_stage_duration_seconds',
    help: 'Time of a search by stage; total is all of them.',
    labelNames: ['stage'],
    buckets: SECONDS,
    registers: [register],
  });
  return {
    observe: (request, response, next) => {
      const started = performance.now();
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST;
        const labels = { method: request.method, route: response.locals.route ?? 'other', status };
        requests.observe(labels, (performance.now() - started) / 1000);
      });
      next();
    },
    search: (took) => {
      for (const [stage, ms] of Object.entries(took)) stages.observe({ stage }, ms / 1000);
    },
    expose: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}
