import { lastById } from '#src/domain/item';
import type { NewRecord, PutOutcome, RecordStore } from '#src/ports/records';
import { lockCatalog, lockOrAddCatalog, saveCounters } from './catalogs.ts';
import type { Database, Query } from './database.ts';
import { notify } from './notices.ts';
import { putSourceRows } from './source-rows.ts';

const HEADS = {
  name: 'records_heads',
  text: `SELECT r.id, r.sequence, r.deleted, r.hash
         FROM unnest($2::text[]) AS wanted (id) JOIN records AS r ON r.catalog = $1 AND r.id = wanted.id`,
};
const UPSERT = {
  name: 'records_upsert',
  text: `INSERT INTO records (catalog, id, sequence, deleted, hash, pictures, item)
         SELECT $1, n.id, n.sequence, false, n.hash, n.pictures, n.item
         FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
           AS n (id, sequence, hash, pictures, item)
         ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, deleted = false, hash = excluded.hash,
           pictures = excluded.pictures, item = excluded.item`,
};
const MARK_DELETED = {
  name: 'records_mark_deleted',
  text: `UPDATE records AS r SET deleted = true, sequence = gone.sequence
         FROM unnest($2::text[], $3::bigint[]) AS gone (id, sequence) WHERE r.catalog = $1 AND r.id = gone.id`,
};

interface Head {
  readonly id: string;
  readonly sequence: number;
  readonly deleted: boolean;
  readonly hash: string;
}

/** A write costs one transaction and one statement for all that changes, under the lock of its catalog. */
export function createWrites(db: Database): Pick<RecordStore, 'put' | 'delete'> {
  return {
    put: async (catalog, records) => {
      if (records.length === 0) return [];
      const latest = lastById(records);
      const outcomes = await db.write(catalog, (query) => putAll(query, catalog, latest));
      return records.map(({ item }) => outcomes.get(item.id)!);
    },
    delete: async (catalog, ids) => {
      if (ids.length === 0) return [];
      const unique = new Set(ids);
      const deleted = await db.write(catalog, (query) => deleteAll(query, catalog, unique));
      return ids.map((id) => deleted.has(id));
    },
  };
}

async function putAll(
  query: Query,
  catalog: string,
  latest: ReadonlyMap<string, NewRecord>,
): Promise<Map<string, PutOutcome>> {
  const { key, ...counters } = await lockOrAddCatalog(query, catalog);
  const heads = await headsOf(query, key, latest.keys());
  let { sequence, items } = counters;
  const outcomes = new Map<string, PutOutcome>();
  const written: (NewRecord & { readonly sequence: number })[] = [];
  for (const [id, record] of latest) {
    const head = heads.get(id);
    const there = head !== undefined && !head.deleted;
    if (isLate(record, head) || (there && head.hash === record.hash)) {
      outcomes.set(id, { outcome: 'unchanged', sequence: head?.sequence ?? 0 });
      continue;
    }
    sequence++;
    if (!there) items++;
    written.push({ ...record, sequence });
    outcomes.set(id, { outcome: there ? 'changed' : 'created', sequence });
  }
  const current = [...latest.values()].filter((record) => !isLate(record, heads.get(record.item.id)));
  await putSourceRows(query, key, current, (id) => outcomes.get(id)!.sequence);
  if (written.length === 0) return outcomes;
  await query(UPSERT, [
    key,
    written.map(({ item }) => item.id),
    written.map((record) => record.sequence),
    written.map(({ hash }) => hash),
    written.map(({ pictures }) => JSON.stringify(pictures)),
    written.map(({ item }) => JSON.stringify(item)),
  ]);
  await saveCounters(query, key, { sequence, items });
  await notify(query, { kind: 'items', catalog, sequence });
  return outcomes;
}

/** Whether the item has changed since what the record takes the place of. */
function isLate({ replaces }: NewRecord, head: Head | undefined): boolean {
  return replaces !== undefined && replaces !== head?.sequence;
}

async function deleteAll(query: Query, catalog: string, ids: ReadonlySet<string>): Promise<Set<string>> {
  const found = await lockCatalog(query, catalog);
  if (!found) return new Set();
  const heads = await headsOf(query, found.key, ids);
  const there = [...ids].filter((id) => heads.get(id)?.deleted === false);
  if (there.length === 0) return new Set();
  await query(MARK_DELETED, [found.key, there, there.map((_, index) => found.sequence + index + 1)]);
  const counters = { sequence: found.sequence + there.length, items: found.items - there.length };
  await saveCounters(query, found.key, counters);
  await notify(query, { kind: 'items', catalog, sequence: counters.sequence });
  return new Set(there);
}

async function headsOf(query: Query, key: number, ids: Iterable<string>): Promise<Map<string, Head>> {
  const heads = await query<Head>(HEADS, [key, [...ids]]);
  return new Map(heads.map((head) => [head.id, head]));
}
