import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Notice } from '#src/ports/notices';
import type {
  GenerationRegistry,
  ItemRecord,
  NewRecord,
  PutOutcome,
  RecordStore,
  StateStore,
} from '#src/ports/records';
import { memoryAnswers } from './memory-answers.ts';
import { type MemoryNotices, type MemoryShares, memoryLeases, memoryNotices, memoryShares } from './memory-sharing.ts';
import { memoryShoppers } from './memory-shoppers.ts';
import { memorySynonyms } from './memory-synonyms.ts';

interface MemoryCatalog {
  sequence: number;
  readonly records: Map<string, ItemRecord>;
  /** By id: the row that gave it, and the sequence that it had then. */
  readonly rows: Map<string, { readonly row: string; readonly sequence: number }>;
  readonly runs: Map<string, Set<string>>;
  /** By id, in the order of registration. */
  readonly generations: Map<string, GenerationManifest>;
  live: string | undefined;
  previous: string | undefined;
}

/** The state store in plain maps: the oracle of the contract, and a quick store for tests of what stands on it. */
export function createMemoryState(): StateStore & { readonly notices: MemoryNotices } {
  const catalogs = new Map<string, MemoryCatalog>();
  let open = true;
  const all = (): Map<string, MemoryCatalog> => {
    if (!open) throw new VitrineError('internal', 'The memory state is closed.');
    return catalogs;
  };
  const catalogOf = (name: string): MemoryCatalog => {
    const catalog = all().get(name) ?? {
      sequence: 0,
      records: new Map(),
      rows: new Map(),
      runs: new Map(),
      generations: new Map(),
      live: undefined,
      previous: undefined,
    };
    catalogs.set(name, catalog);
    return catalog;
  };
  const notices = memoryNotices();
  return {
    records: createRecords(catalogOf, notices.tell),
    generations: createGenerations(
      catalogOf,
      () => [...all()].filter(([, { live }]) => live).map(([name]) => name),
      notices.tell,
      memoryShares(),
    ),
    ...memoryShoppers(() => void all(), {
      onEvents: (catalog) => notices.tell({ kind: 'events', catalog }),
      onModel: (catalog, name) => notices.tell({ kind: 'models', catalog, name }),
    }),
    notices,
    leases: memoryLeases(),
    lists: null,
    answers: memoryAnswers(() => void all()),
    synonyms: memorySynonyms(() => void all()),
    close: async () => {
      open = false;
    },
  };
}

function createRecords(catalogOf: (name: string) => MemoryCatalog, tell: (notice: Notice) => void): RecordStore {
  let applying: Promise<unknown> = Promise.resolve();
  const tellAfter = <Result>(name: string, before: number, result: Result): Result => {
    const { sequence } = catalogOf(name);
    if (sequence > before) tell({ kind: 'items', catalog: name, sequence });
    return result;
  };
  return {
    put: async (name, added) => {
      const catalog = catalogOf(name);
      const before = catalog.sequence;
      const outcomes = new Map<string, PutOutcome>();
      for (const [index, record] of added.entries()) {
        const { id } = record.item;
        if (added.slice(index + 1).every(({ item }) => item.id !== id)) outcomes.set(id, putOne(catalog, record));
      }
      return tellAfter(
        name,
        before,
        added.map(({ item }) => outcomes.get(item.id)!),
      );
    },
    delete: async (name, ids) => {
      const catalog = catalogOf(name);
      const before = catalog.sequence;
      const deleted = new Set(ids.filter((id) => catalog.records.get(id)?.deleted === false));
      for (const id of deleted) {
        catalog.records.set(id, { ...catalog.records.get(id)!, deleted: true, sequence: ++catalog.sequence });
      }
      return tellAfter(
        name,
        before,
        ids.map((id) => deleted.has(id)),
      );
    },
    applyLast: (name, _scope, changes, work) => {
      const run = applying.then(() => {
        const { records } = catalogOf(name);
        const last = changes.filter(({ id, sequence }) => records.get(id)?.sequence === sequence);
        return work(new Set(last.map(({ id }) => id)));
      });
      applying = run.catch(() => {});
      return run;
    },
    get: async (name, ids) => {
      const { records } = catalogOf(name);
      return ids.map((id) => (records.has(id) ? copy(records.get(id)!) : undefined));
    },
    idsOfRows: async (name, rows) => {
      const found = [...catalogOf(name).rows].filter(([id, { sequence }]) => {
        const record = catalogOf(name).records.get(id)!;
        return !record.deleted && record.sequence === sequence;
      });
      return rows.map((row) => found.find(([, kept]) => kept.row === row)?.[0]);
    },
    count: async (name) => there(catalogOf(name)).length,
    lastSequence: async (name) => catalogOf(name).sequence,
    changesAfter: async (name, sequence, limit) =>
      [...catalogOf(name).records.values()]
        .filter((record) => record.sequence > sequence)
        .sort((a, b) => a.sequence - b.sequence)
        .slice(0, limit)
        .map(copy),
    markSeen: async (name, run, ids) => {
      const { runs } = catalogOf(name);
      const before = runs.get(run) ?? new Set();
      runs.set(run, new Set([...before, ...ids]));
      return ids.map((id) => before.has(id));
    },
    countUnseen: async (name, run) => unseen(catalogOf(name), run).length,
    unseen: async (name, run, { limit, after = '' }) =>
      unseen(catalogOf(name), run)
        .filter((id) => byCodePoint(id, after) > 0)
        .sort(byCodePoint)
        .slice(0, limit),
    forgetRun: async (name, run) => {
      catalogOf(name).runs.delete(run);
    },
  };
}

function unseen(catalog: MemoryCatalog, run: string): string[] {
  const seen = catalog.runs.get(run) ?? new Set();
  return there(catalog).filter((id) => !seen.has(id));
}

function createGenerations(
  catalogOf: (name: string) => MemoryCatalog,
  namesOfLive: () => string[],
  tell: (notice: Notice) => void,
  { share, isShared }: MemoryShares,
): GenerationRegistry {
  const manifestOf = (catalog: MemoryCatalog, id: string | undefined) =>
    id === undefined ? undefined : copy(catalog.generations.get(id)!);
  return {
    catalogs: async () => namesOfLive().sort(byCodePoint),
    live: async (name) => manifestOf(catalogOf(name), catalogOf(name).live),
    previous: async (name) => manifestOf(catalogOf(name), catalogOf(name).previous),
    list: async (name) => [...catalogOf(name).generations.values()].map(copy),
    searching: async (name, id) => share(JSON.stringify([name, id])),
    searched: async (name) => {
      const { generations, live } = catalogOf(name);
      const others = [...generations.keys()].filter((id) => id !== live && isShared(JSON.stringify([name, id])));
      return [live, ...others].flatMap((id) => (id === undefined ? [] : copy(generations.get(id)!)));
    },
    register: async (manifest) => {
      catalogOf(manifest.catalog).generations.set(manifest.id, copy(manifest));
      tell({ kind: 'generations', catalog: manifest.catalog });
    },
    switchTo: async (name, id) => {
      const catalog = catalogOf(name);
      if (!catalog.generations.has(id)) throw new VitrineError('internal', `There is no generation "${id}".`);
      if (catalog.live === id) return;
      catalog.previous = catalog.live;
      catalog.live = id;
      tell({ kind: 'generations', catalog: name });
    },
    forget: async (name, id) => {
      const catalog = catalogOf(name);
      if (catalog.live === id) throw new VitrineError('internal', `The generation "${id}" is live.`);
      if (catalog.previous === id) catalog.previous = undefined;
      catalog.generations.delete(id);
    },
  };
}

function putOne(catalog: MemoryCatalog, { row, replaces, ...record }: NewRecord): PutOutcome {
  const { id } = record.item;
  const known = catalog.records.get(id);
  const isThere = known !== undefined && !known.deleted;
  if (replaces !== undefined && replaces !== known?.sequence)
    return { outcome: 'unchanged', sequence: known?.sequence ?? 0 };
  const isUnchanged = isThere && known.hash === record.hash;
  const sequence = isUnchanged ? known.sequence : ++catalog.sequence;
  if (!isUnchanged) catalog.records.set(id, { ...copy(record), sequence, deleted: false });
  if (row !== undefined) catalog.rows.set(id, { row, sequence });
  return { outcome: isUnchanged ? 'unchanged' : isThere ? 'changed' : 'created', sequence };
}

function there({ records }: MemoryCatalog): string[] {
  return [...records].filter(([, { deleted }]) => !deleted).map(([id]) => id);
}

/** What is stored does not change with what the caller holds. */
function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** UTF-8 sorts by code point; the strings of JavaScript themselves do not. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
