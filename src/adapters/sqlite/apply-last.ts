import pLimit, { type LimitFunction } from 'p-limit';
import type { RecordStore } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

/** One at a time for each scope, of this process, which is the only one. */
export function createApplyLast(db: Database, catalogs: Catalogs): RecordStore['applyLast'] {
  const select = db.prepare<[string]>(
    `SELECT r.id FROM json_each(?) AS wanted CROSS JOIN records AS r
     ON r.catalog = ? AND r.id = wanted.value ->> 0 AND r.sequence = wanted.value ->> 1`,
  );
  const turns = new Map<string, LimitFunction>();
  return (catalog, scope, changes, work) => {
    const name = JSON.stringify([catalog, scope]);
    const turn = turns.get(name) ?? pLimit(1);
    turns.set(name, turn);
    return turn(async () => {
      const last = await db.read(() => {
        const found = catalogs.find(catalog);
        const pairs = JSON.stringify(changes.map(({ id, sequence }) => [id, sequence]));
        return new Set(found ? select.all([pairs, found.key]).map(([id]) => id) : []);
      });
      return work(last);
    });
  };
}
