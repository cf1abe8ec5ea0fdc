import type { Snapshots } from '#src/ports/snapshots';
import type { Database } from './database.ts';

const SAVE = {
  name: 'lists_save',
  text: `INSERT INTO lists (id, expires, value) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET expires = excluded.expires, value = excluded.value`,
};
const LOAD = { name: 'lists_load', text: 'SELECT value FROM lists WHERE id = $1 AND expires > $2' };
const DROP = { name: 'lists_drop', text: 'DELETE FROM lists WHERE expires <= $1' };

/** How long a list is kept, as in the memory of one process; expired ones are dropped once a minute. Milliseconds. */
const TTL_MS = 600_000;
const DROP_EVERY_MS = 60_000;

/** Lists for all processes, in a table that a crash of the server empties. */
export function createLists(db: Database, now: () => number): Snapshots<unknown> {
  let droppedAt = now();
  const dropExpired = async (): Promise<void> => {
    if (now() - droppedAt < DROP_EVERY_MS) return;
    droppedAt = now();
    await db.query(DROP, [now()]);
  };
  return {
    save: async (queryId, value) => {
      await db.query(SAVE, [queryId, now() + TTL_MS, JSON.stringify(value)]);
      await dropExpired();
    },
    load: async (queryId) => {
      const rows = await db.query<{ readonly value: string }>(LOAD, [queryId, now()]);
      return rows[0] && JSON.parse(rows[0].value);
    },
  };
}
