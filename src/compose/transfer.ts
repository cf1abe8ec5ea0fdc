import type { ShopEvent } from '#src/domain/event';
import type { SynonymRule } from '#src/domain/synonyms';
import { VitrineError } from '#src/errors';
import type { NewAnswer } from '#src/ports/answers';
import type { LoggedQuery } from '#src/ports/query-log';
import type { ItemRecord, StateStore } from '#src/ports/records';
import { createModelImporter, exportModels, type ModelChunk, type ModelImporter } from './transfer-models.ts';
import type { PictureChunk, PictureExporter, PictureImporter } from './transfer-pictures.ts';

/**
 * A piece of what is kept of a catalog: items of record (deleted ones too) in the order of their changes, with their pictures
 * before them when those are wished for; events, queries, answers of language models, synonyms (all of a catalog in one
 * piece), trained models. Indexes are made anew from these.
 */
export type Chunk = { readonly catalog: string } & (
  | PictureChunk
  | { readonly kind: 'records'; readonly rows: readonly Omit<ItemRecord, 'sequence'>[] }
  | { readonly kind: 'events'; readonly rows: readonly ShopEvent[] }
  | { readonly kind: 'queries'; readonly rows: readonly LoggedQuery[] }
  | { readonly kind: 'answers'; readonly rows: readonly NewAnswer[] }
  | { readonly kind: 'synonyms'; readonly rows: readonly SynonymRule[] }
  | ModelChunk
);

export type TransferCounts = { readonly [Kind in Chunk['kind']]: number };

const RECORDS_AT_ONCE = 1_000;

/** Catalogs of which anything is kept; `also` is one whose items have no index yet. */
export async function keptCatalogs(state: StateStore, also: string): Promise<readonly string[]> {
  const names = new Set([...(await state.generations.catalogs()), ...(await state.shoppers.catalogs()), also]);
  return [...names].sort();
}

/**
 * Everything of the catalogs. What changes meanwhile may be among it: an item that changes while it is read comes again
 * with its newer content, so the last of each is one that there was, and none is missing.
 */
export async function* exportState(
  state: StateStore,
  catalogs: readonly string[],
  pictures?: PictureExporter,
): AsyncGenerator<Chunk> {
  for (const catalog of catalogs) {
    for (let after = 0; ; ) {
      const changes = await state.records.changesAfter(catalog, after, RECORDS_AT_ONCE);
      const last = changes.at(-1);
      if (!last) break;
      if (pictures) for await (const chunk of pictures.of(changes)) yield { catalog, ...chunk };
      yield { catalog, kind: 'records', rows: changes.map(({ sequence, ...record }) => record) };
      after = last.sequence;
    }
    for await (const rows of state.events.read(catalog)) yield { catalog, kind: 'events', rows };
    for await (const rows of state.queries.read(catalog)) yield { catalog, kind: 'queries', rows };
    for await (const rows of state.answers.read(catalog)) yield { catalog, kind: 'answers', rows };
    const synonyms = await state.synonyms.list(catalog);
    if (synonyms.length > 0) yield { catalog, kind: 'synonyms', rows: synonyms };
    for await (const chunk of exportModels(state.models, catalog)) yield { catalog, ...chunk };
  }
}

export interface ImportReport {
  readonly catalogs: readonly string[];
  readonly counts: TransferCounts;
}

/** Writes chunks into a state that has none of their catalogs. Throws `invalid_request` where there is something. */
export async function importState(
  state: StateStore,
  chunks: AsyncIterable<Chunk>,
  pictures: PictureImporter,
): Promise<ImportReport> {
  const catalogs = new Set<string>();
  const counts = { records: 0, events: 0, queries: 0, answers: 0, synonyms: 0, models: 0, pictures: 0 };
  const importers = { state, pictures, models: createModelImporter(state.models) };
  for await (const chunk of chunks) {
    const { catalog } = chunk;
    if (!catalogs.has(catalog)) await refuseKept(state, catalog);
    catalogs.add(catalog);
    await importChunk(importers, chunk);
    counts[chunk.kind] += chunk.rows.length;
  }
  return { catalogs: [...catalogs], counts };
}

interface Importers {
  readonly state: StateStore;
  readonly pictures: PictureImporter;
  readonly models: ModelImporter;
}

async function importChunk({ state, pictures, models }: Importers, chunk: Chunk): Promise<void> {
  const { catalog } = chunk;
  switch (chunk.kind) {
    case 'records': {
      await state.records.put(catalog, chunk.rows.map(pictures.moved));
      const deleted = chunk.rows.filter((row) => row.deleted).map(({ item }) => item.id);
      if (deleted.length > 0) await state.records.delete(catalog, deleted);
      return;
    }
    case 'events':
      return void (await state.events.add(catalog, chunk.rows));
    case 'queries':
      return state.queries.add(catalog, chunk.rows);
    case 'answers':
      return state.answers.put(catalog, chunk.rows);
    case 'synonyms':
      return state.synonyms.replace(catalog, chunk.rows);
    case 'models':
      return models.take(catalog, chunk);
    case 'pictures':
      return pictures.take(chunk);
  }
}

async function refuseKept({ records, events }: StateStore, catalog: string): Promise<void> {
  const [sequence, version] = await Promise.all([records.lastSequence(catalog), events.version(catalog)]);
  if (sequence === 0 && version === 0) return;
  throw new VitrineError(
    'invalid_request',
    `There are items or events of a catalog "${catalog}" already. Use an empty data folder or database.`,
  );
}
