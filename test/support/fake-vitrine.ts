import { createHash, randomUUID } from 'node:crypto';
import type { IndexReport } from '#indexers/report';
import { createLanguage } from '#src/compose/language';
import { createShoppers } from '#src/compose/shoppers';
import { createCatalogSynonyms } from '#src/compose/synonyms';
import type { Catalog, CatalogStatus, Vitrine } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import type { Facet } from '#src/domain/facet';
import { type FieldValue, fieldValues } from '#src/domain/field-value';
import { matchesAll } from '#src/domain/filter';
import type { Hit, Reason, SearchPage } from '#src/domain/hit';
import { flattenItem, type Item } from '#src/domain/item';
import type { SearchRequest } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import type { ItemRecord, RecordStore, StateStore } from '#src/ports/records';
import { memoryAnswers } from './memory-answers.ts';
import { createMemoryFiles } from './memory-files.ts';
import { createMemoryState } from './memory-state.ts';
import { memorySynonyms } from './memory-synonyms.ts';

export interface FakeCatalog {
  readonly items: readonly Item[];
  /** Bytes by what `images` names. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
}

/**
 * The program behind the faces, in memory and naive: a word matches when a text holds it, a picture when its bytes are an
 * item's, facets count values one by one. Enough to test what the faces do, not how well anything ranks.
 */
export function createFakeVitrine(
  catalogs: Readonly<Record<string, FakeCatalog>>,
  state: StateStore = createMemoryState(),
): Vitrine {
  const open = new Map(Object.entries(catalogs).map(([name, catalog]) => [name, fakeCatalog(name, catalog)]));
  return {
    config: loadConfig({ env: {}, flags: {}, cwd: '/nowhere' }),
    catalogs: async () => [...open.keys()],
    catalog: async (name) => {
      const found = open.get(name);
      if (!found) throw new VitrineError('catalog_not_found', `There is no catalog "${name}".`);
      return found;
    },
    index: async () => emptyReport,
    trainWhenDue: async () => {},
    reindex: async ({ catalog }) => ({
      catalog,
      generation: 'g1',
      before: null,
      switched: true,
      items: 0,
      seconds: 0,
      check: null,
    }),
    export: async function* () {},
    import: async () => ({
      catalogs: [],
      counts: { records: 0, events: 0, queries: 0, answers: 0, synonyms: 0, models: 0, pictures: 0 },
      seconds: 0,
    }),
    language: createLanguage({ answers: memoryAnswers(() => {}), deadlineMs: 800, asking: null }),
    shoppers: createShoppers({
      state: { ...state, records: { ...state.records, get: recordsOf(catalogs) } },
      createFiles: () => createMemoryFiles({}),
      retentionDays: undefined,
      logsQueries: true,
      now: Date.now,
      summarise: null,
    }),
    fetchPicture: async (url) => {
      const name = url.split('/').at(-1) ?? '';
      const bytes = Object.values(catalogs).flatMap(({ pictures }) => pictures?.get(name) ?? [])[0];
      if (bytes) return bytes;
      throw new VitrineError('web_unavailable', `${url} cannot be fetched.`);
    },
    ready: async () => {},
    close: async () => {},
  };
}

function recordsOf(catalogs: Readonly<Record<string, FakeCatalog>>): RecordStore['get'] {
  return async (catalog, ids) => {
    const items = new Map(catalogs[catalog]?.items.map((item) => [item.id, item]));
    return ids.map((id): ItemRecord | undefined => {
      const item = items.get(id);
      return item && { item, pictures: [], hash: '', sequence: 1, deleted: false };
    });
  };
}

const emptyReport: IndexReport = {
  read: 0,
  indexed: 0,
  unchanged: 0,
  deleted: 0,
  duplicates: 0,
  skipped: [],
  incomplete: [],
  notices: [],
  interrupted: false,
  seconds: 0,
  itemsPerSecond: 0,
  phases: {},
};

const noModel = async (): Promise<never> => {
  throw new VitrineError('invalid_configuration', 'The fake has no language model.');
};

function fakeCatalog(name: string, { items: first, pictures = new Map() }: FakeCatalog): Catalog {
  const items = new Map(first.map((item) => [item.id, item]));
  const snapshots = new Map<string, readonly Candidate[]>();
  const find = (id: string): Item => {
    const item = items.get(id);
    if (!item) throw new VitrineError('item_not_found', `There is no item "${id}".`);
    return item;
  };
  const candidates = () => [...items.values()].map((item) => ({ item, values: fieldValues(item), score: 0, why: [] }));
  return {
    name,
    synonyms: createCatalogSynonyms(
      name,
      memorySynonyms(() => {}),
      Date.now,
    ),
    search: async (request) => {
      const replayed = request.queryId === undefined ? undefined : snapshots.get(request.queryId);
      const ranked = replayed ?? rank(candidates(), request, pictures);
      const queryId = replayed && request.queryId ? request.queryId : randomUUID();
      snapshots.set(queryId, ranked);
      const notices = request.queryId !== undefined && !replayed ? ['the list was computed anew: it had expired'] : [];
      return page(queryId, ranked, request, notices);
    },
    prepare: async () => {},
    similar: async ({ id, filter, limit, explain }) => {
      const [brand] = [find(id).brand];
      const alike = candidates().filter(
        ({ item, values }) => item.id !== id && item.brand === brand && matchesAll(filter, values),
      );
      return {
        hits: alike.slice(0, limit).map((candidate) => hit(candidate, explain)),
        notices: [],
        took: { total: 1 },
      };
    },
    boughtTogether: async ({ id, limit, explain }) => {
      const others = candidates().filter(({ item }) => item.id !== find(id).id);
      return { hits: others.slice(0, limit).map((one) => hit(one, explain)), notices: [], took: { total: 1 } };
    },
    trending: async ({ limit, explain }) => ({
      hits: candidates()
        .slice(0, limit)
        .map((one) => hit(one, explain)),
      notices: [],
      took: { total: 1 },
    }),
    recommend: async ({ shopper, limit, explain }) => ({
      hits: candidates()
        .slice(0, limit)
        .map((one) => ({
          ...hit(one, explain),
          reason: { kind: 'popular' as const, text: `popular with ${shopper.user ?? shopper.session}` },
        })),
      notices: [],
      took: { total: 1 },
    }),
    enrichment: { plan: noModel, run: noModel, import: noModel },
    judging: { plan: noModel, run: noModel, grades: noModel },
    rollBackModel: async () => ({ live: 'b', previous: 'a' }),
    train: async () => {
      throw new VitrineError('internal', 'The fake learns nothing.');
    },
    item: async (id) => find(id),
    picture: async (id, number) => {
      const bytes = pictures.get(find(id).images?.[number] ?? '');
      if (!bytes) throw new VitrineError('item_not_found', `The item "${id}" has no picture ${number}.`);
      return bytes;
    },
    put: async (rows) => {
      const bad = rows.filter(({ title }) => typeof title !== 'string');
      for (const { id, title, kind, ...rest } of rows.filter((row) => !bad.includes(row))) {
        items.set(String(id), {
          id: String(id),
          title: String(title),
          kind: String(kind ?? 'product'),
          attributes: rest as Item['attributes'],
        });
      }
      const skipped =
        bad.length === 0 ? [] : [{ reason: 'title is missing', count: bad.length, examples: [String(bad[0]!.id)] }];
      return { ...emptyReport, read: rows.length, indexed: rows.length - bad.length, skipped };
    },
    remove: async (ids) => ids.map((id) => items.delete(id)),
    fields: async () => [],
    status: async () =>
      ({ catalog: name, items: items.size, indexed: items.size, appliedSequence: 0, lastSequence: 0 }) as CatalogStatus,
  };
}

interface Candidate {
  readonly item: Item;
  readonly values: readonly FieldValue[];
  readonly score: number;
  readonly why: readonly Reason[];
}

function rank(
  all: readonly Candidate[],
  { text, image, filter }: SearchRequest,
  pictures: ReadonlyMap<string, Uint8Array>,
): Candidate[] {
  const words = (text ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
  const wanted = image && digest(image);
  const scored = all
    .filter(({ values }) => matchesAll(filter, values))
    .map((candidate) => {
      const held = JSON.stringify(flattenItem(candidate.item)).toLowerCase();
      const lexical = words.length === 0 ? 0 : words.filter((word) => held.includes(word)).length / words.length;
      const seen =
        wanted !== undefined && candidate.item.images?.some((path) => digest(pictures.get(path)) === wanted) ? 1 : 0;
      const why = [reason('lexical', lexical, words.length > 0 ? 0.75 : 0), reason('picture', seen, wanted ? 0.25 : 0)];
      return { ...candidate, why, score: why[0]!.contribution + why[1]!.contribution };
    });
  if (words.length === 0 && wanted === undefined) return scored;
  return scored.filter(({ why }) => why[0]!.value === 1 || why[1]!.value === 1).sort((a, b) => b.score - a.score);
}

function reason(signal: string, value: number, weight: number): Reason {
  return { signal, raw: value, value, weight, contribution: weight * value };
}

function digest(bytes: Uint8Array | undefined): string | undefined {
  return bytes && createHash('sha1').update(bytes).digest('hex');
}

function page(
  queryId: string,
  ranked: readonly Candidate[],
  request: SearchRequest,
  notices: readonly string[],
): SearchPage {
  const { refine, sort, offset, limit, explain, text = '', facets } = request;
  const passing = (field?: string) =>
    ranked.filter(({ values }) =>
      matchesAll(
        refine.filter((one) => one.field !== field),
        values,
      ),
    );
  const number = (candidate: Candidate, field: string) =>
    candidate.values.find((value) => value.field === field)?.number ?? 0;
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const list = sort ? [...passing()].sort((a, b) => sign * (number(a, sort.field) - number(b, sort.field))) : passing();
  const fields = facets === 'default' ? ['category', 'brand', 'price', 'colour'] : facets;
  return {
    queryId,
    query: {
      text,
      corrected: null,
      expansions: [],
      filters: [],
      preferences: [],
      excluded: [],
      sort: sort ?? null,
      language: null,
      source: 'parser',
    },
    total: { value: list.length, relation: 'eq' },
    hits: list.slice(offset, offset + limit).map((candidate) => hit(candidate, explain)),
    facets: fields.flatMap((field) => facet(field, passing(field)) ?? []),
    notices,
    took: { total: 5, understand: 1, embed: 1, retrieve: 2, score: 1 },
  };
}

function hit({ item, score, why }: Candidate, explain: boolean): Hit {
  return { id: item.id, score, item: flattenItem(item), highlights: {}, ...(explain && { why }) };
}

function facet(field: string, rows: readonly Candidate[]): Facet | undefined {
  const values = rows.flatMap((row) => row.values.filter((value) => value.field === field));
  if (values.length === 0) return undefined;
  if (field === 'price') {
    const numbers = values.map((value) => value.number ?? 0);
    const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
    return { field, min, max, histogram: [{ from: min, to: max, count: numbers.length }] };
  }
  const texts = [...new Set(values.map(({ text }) => text))];
  const counted = texts.map((value) => ({ value, count: values.filter(({ text }) => text === value).length }));
  return { field, values: counted.sort((a, b) => b.count - a.count) };
}
