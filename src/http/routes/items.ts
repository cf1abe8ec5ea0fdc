import { z } from 'zod';
import type { IndexReport } from '#indexers/report';
import { flattenItem } from '#src/domain/item';
import { VitrineError } from '#src/errors';
import { parseParameters } from '#src/search/request';
import { anyBodyOf, type BodyReaders, bodyOf } from '../body.ts';
import type { OpenCatalog, Route } from '../route.ts';
import { BatchBody, CatalogQuery, ItemAnswer, ItemBody, ItemPath, ReportAnswer } from '../schemas.ts';

export interface ItemRoutesDeps {
  readonly open: OpenCatalog;
  readonly readers: BodyReaders;
}

/** Reading, writing and deleting items; a write is searchable when it is answered. */
export function itemRoutes(deps: ItemRoutesDeps): Route[] {
  return [readRoute(deps), putRoute(deps), deleteRoute(deps), batchRoute(deps)];
}

function readRoute({ open }: ItemRoutesDeps): Route {
  return {
    method: 'get',
    path: '/v1/items/{id}',
    summary: 'An item as it was received',
    tag: 'items',
    params: ItemPath,
    query: CatalogQuery,
    answers: { 200: { description: 'The item.', schema: ItemAnswer } },
    handle: async (request, response) => {
      const { catalog } = parseParameters(CatalogQuery, request.query);
      const { id } = parseParameters(ItemPath, request.params);
      response.json(flattenItem(await (await open(catalog)).item(id)));
    },
  };
}

function putRoute({ open, readers }: ItemRoutesDeps): Route {
  return {
    method: 'put',
    path: '/v1/items/{id}',
    summary: 'Create or replace an item',
    tag: 'items',
    writes: true,
    params: ItemPath,
    query: CatalogQuery,
    body: { 'application/json': ItemBody },
    answers: { 200: { description: 'What became of it.', schema: ReportAnswer } },
    readers: [readers.json],
    handle: async (request, response) => {
      const { catalog } = parseParameters(CatalogQuery, request.query);
      const { id } = parseParameters(ItemPath, request.params);
      const row = parseParameters(ItemBody, bodyOf(request));
      if (row.id !== undefined && String(row.id) !== id)
        throw new VitrineError(
          'invalid_request',
          `The body has the id ${JSON.stringify(row.id)}, the path "${id}". Leave it out of the body, or make them equal.`,
        );
      const report = await (await open(catalog)).put([{ ...row, id }]);
      refuseSkipped(report, id);
      response.json(report);
    },
  };
}

function refuseSkipped({ skipped }: IndexReport, id: string): void {
  const [first] = skipped;
  if (first === undefined) return;
  const example = first.examples[0] === undefined ? '' : ` (${first.examples[0]})`;
  throw new VitrineError('invalid_item', `The item "${id}" is not valid: ${first.reason}${example}.`);
}

function deleteRoute({ open }: ItemRoutesDeps): Route {
  return {
    method: 'delete',
    path: '/v1/items/{id}',
    summary: 'Delete an item',
    tag: 'items',
    writes: true,
    params: ItemPath,
    query: CatalogQuery,
    answers: { 204: { description: 'It is deleted.' } },
    handle: async (request, response) => {
      const { catalog } = parseParameters(CatalogQuery, request.query);
      const { id } = parseParameters(ItemPath, request.params);
      const [deleted] = await (await open(catalog)).remove([id]);
      if (!deleted) throw new VitrineError('item_not_found', `There is no item "${id}" to delete.`);
      response.status(204).end();
    },
  };
}

function batchRoute({ open, readers }: ItemRoutesDeps): Route {
  return {
    method: 'post',
    path: '/v1/items:batch',
    summary: 'Create, replace and delete many items; what is invalid is reported, the rest is done',
    tag: 'items',
    writes: true,
    query: CatalogQuery,
    body: { 'application/json': BatchBody },
    answers: { 200: { description: 'What became of them.', schema: ReportAnswer } },
    readers: [readers.batch],
    handle: async (request, response) => {
      const { catalog: name } = parseParameters(CatalogQuery, request.query);
      const { body } = parseParameters(z.object({ body: BatchBody }), { body: anyBodyOf(request) });
      const { items, delete: ids } = Array.isArray(body) ? { items: body, delete: [] } : body;
      if (items.length + ids.length === 0)
        throw new VitrineError('invalid_request', 'The batch is empty: give "items" or "delete".');
      const catalog = await open(name);
      const report = await catalog.put(items);
      const deleted = ids.length === 0 ? [] : await catalog.remove(ids);
      response.json({ ...report, deleted: report.deleted + deleted.filter(Boolean).length });
    },
  };
}
