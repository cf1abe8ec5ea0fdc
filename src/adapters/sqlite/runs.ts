import type { RecordStore } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

/** Marks of a run that never came to its end are dropped when another one begins so much later. */
const MARKS_LAST_MS = 7 * 24 * 3_600_000;

/** Which ids an indexing run has come across. */
export function createRuns(
  db: Database,
  catalogs: Catalogs,
  now: () => number,
): Pick<RecordStore, 'markSeen' | 'countUnseen' | 'unseen' | 'forgetRun'> {
  const selectRun = db.prepare<[number]>('SELECT key FROM runs WHERE catalog = ? AND name = ?');
  const insertRun = db.prepare('INSERT INTO runs (catalog, name, begun) VALUES (?, ?, ?)');
  const selectOldRuns = db.prepare<[number]>('SELECT key FROM runs WHERE begun < ?');
  const deleteRun = db.prepare('DELETE FROM runs WHERE key = ?');
  const deleteSeen = db.prepare('DELETE FROM seen WHERE run = ?');
  const selectSeen = db.prepare<[string]>(
    'SELECT s.id FROM json_each(?) AS wanted CROSS JOIN seen AS s ON s.run = ? AND s.id = wanted.value',
  );
  const insertSeen = db.prepare('INSERT OR IGNORE INTO seen (run, id) SELECT ?, value FROM json_each(?)');
  const unseen = `FROM records INDEXED BY records_there
    WHERE catalog = ? AND deleted = 0 AND NOT EXISTS (SELECT 1 FROM seen WHERE run = ? AND seen.id = records.id)`;
  const countUnseen = db.prepare<[number]>(`SELECT COUNT(*) ${unseen}`);
  const selectUnseen = db.prepare<[string]>(`SELECT id ${unseen} AND id > ? ORDER BY id LIMIT ?`);

  const findRun = (catalog: string, run: string): number | undefined => {
    const found = catalogs.find(catalog);
    return found && selectRun.get([found.key, run])?.[0];
  };
  const findOrAddRun = (catalog: string, run: string): number => {
    const { key } = catalogs.findOrAdd(catalog);
    const known = selectRun.get([key, run]);
    if (known) return known[0];
    for (const [old] of selectOldRuns.all([now() - MARKS_LAST_MS])) dropRun(old);
    insertRun.run([key, run, now()]);
    return selectRun.get([key, run])![0];
  };
  const dropRun = (key: number): void => {
    deleteSeen.run([key]);
    deleteRun.run([key]);
  };

  return {
    markSeen: async (catalog, run, ids) => {
      if (ids.length === 0) return [];
      return db.write(() => {
        const key = findOrAddRun(catalog, run);
        const json = JSON.stringify([...new Set(ids)]);
        const before = new Set(selectSeen.all([json, key]).map(([id]) => id));
        insertSeen.run([key, json]);
        return ids.map((id) => before.has(id));
      });
    },

    countUnseen: (catalog, run) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? countUnseen.get([found.key, findRun(catalog, run) ?? null])![0] : 0;
      }),

    unseen: (catalog, run, { limit, after = '' }) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        if (!found) return [];
        return selectUnseen.all([found.key, findRun(catalog, run) ?? null, after, limit]).map(([id]) => id);
      }),

    forgetRun: (catalog, run) =>
      db.write(() => {
        const key = findRun(catalog, run);
        if (key !== undefined) dropRun(key);
      }),
  };
}
