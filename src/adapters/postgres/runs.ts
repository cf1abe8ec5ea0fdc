import type { RecordStore } from '#src/ports/records';
import { lockOrAddCatalog } from './catalogs.ts';
import type { Database, Query } from './database.ts';

/** Marks of a run that never came to its end are dropped when another one begins so much later. */
const MARKS_LAST_MS = 7 * 24 * 3_600_000;

const FIND = {
  name: 'runs_find',
  text: `SELECT runs.key FROM runs JOIN catalogs ON catalogs.key = runs.catalog
         WHERE catalogs.name = $1 AND runs.name = $2 FOR UPDATE OF runs`,
};
const ADD = { name: 'runs_add', text: 'INSERT INTO runs (catalog, name, begun) VALUES ($1, $2, $3) RETURNING key' };
const MARK = {
  name: 'seen_mark',
  text: 'INSERT INTO seen (run, id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING id',
};
const MISSING = `FROM catalogs AS c JOIN records AS r ON r.catalog = c.key AND NOT r.deleted
  LEFT JOIN runs ON runs.catalog = c.key AND runs.name = $2
  WHERE c.name = $1 AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.run = runs.key AND seen.id = r.id)`;
const COUNT_UNSEEN = { name: 'records_count_unseen', text: `SELECT count(*) AS count ${MISSING}` };
const UNSEEN = { name: 'records_unseen', text: `SELECT r.id ${MISSING} AND r.id > $4 ORDER BY r.id LIMIT $3` };
const DROP_OLD = {
  name: 'runs_drop_old',
  text: `WITH gone AS (DELETE FROM runs WHERE begun < $1 RETURNING key)
         DELETE FROM seen USING gone WHERE seen.run = gone.key`,
};
const DROP = {
  name: 'runs_drop',
  text: `WITH gone AS (DELETE FROM runs WHERE key = $1 RETURNING key)
         DELETE FROM seen USING gone WHERE seen.run = gone.key`,
};

/** Which ids an indexing run has come across. */
export function createRuns(
  db: Database,
  now: () => number,
): Pick<RecordStore, 'markSeen' | 'countUnseen' | 'unseen' | 'forgetRun'> {
  const lockRun = async (query: Query, catalog: string, run: string): Promise<number | undefined> =>
    (await query<{ readonly key: number }>(FIND, [catalog, run]))[0]?.key;

  const lockOrAddRun = async (query: Query, catalog: string, run: string): Promise<number> => {
    const known = await lockRun(query, catalog, run);
    if (known !== undefined) return known;
    // The catalog's lock lets one process add the run; the others find it when it is theirs.
    const { key } = await lockOrAddCatalog(query, catalog);
    const added = await lockRun(query, catalog, run);
    if (added !== undefined) return added;
    await query(DROP_OLD, [now() - MARKS_LAST_MS]);
    return (await query<{ readonly key: number }>(ADD, [key, run, now()]))[0]!.key;
  };

  return {
    markSeen: async (catalog, run, ids) => {
      if (ids.length === 0) return [];
      const marked = await db.write(catalog, async (query) => {
        const key = await lockOrAddRun(query, catalog, run);
        return query<{ readonly id: string }>(MARK, [key, [...new Set(ids)]]);
      });
      const fresh = new Set(marked.map(({ id }) => id));
      return ids.map((id) => !fresh.has(id));
    },

    countUnseen: async (catalog, run) => {
      const [row] = await db.query<{ readonly count: number }>(COUNT_UNSEEN, [catalog, run]);
      return row!.count;
    },

    unseen: async (catalog, run, { limit, after = '' }) => {
      const rows = await db.query<{ readonly id: string }>(UNSEEN, [catalog, run, limit, after]);
      return rows.map(({ id }) => id);
    },

    forgetRun: async (catalog, run) => {
      await db.write(catalog, async (query) => {
        const key = await lockRun(query, catalog, run);
        if (key !== undefined) await query(DROP, [key]);
      });
    },
  };
}
