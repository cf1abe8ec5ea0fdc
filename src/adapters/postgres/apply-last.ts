import type { RecordStore } from '#src/ports/records';
import type { Database } from './database.ts';

/**
 * The lock ends with the transaction, also when the process dies. An index may take longer to write than a connection
 * is otherwise allowed to idle in a transaction.
 */
const LOCK = {
  name: 'apply_lock',
  text: `SELECT set_config('idle_in_transaction_session_timeout', $2, true),
                pg_advisory_xact_lock(hashtextextended('apply ' || current_schema || ' ' || $1, 0))`,
};
const LAST = {
  name: 'apply_last',
  text: `SELECT r.id FROM unnest($2::text[], $3::bigint[]) AS change (id, sequence)
         JOIN records AS r ON r.id = change.id AND r.sequence = change.sequence
         WHERE r.catalog = (SELECT key FROM catalogs WHERE name = $1)`,
};
const LONGEST_MS = 600_000;

/** One at a time for each scope, over all processes. */
export function createApplyLast(db: Database): RecordStore['applyLast'] {
  return (catalog, scope, changes, work) => {
    const name = JSON.stringify([catalog, scope]);
    return db.write(name, async (query) => {
      await query(LOCK, [name, String(LONGEST_MS)]);
      const ids = changes.map(({ id }) => id);
      const sequences = changes.map(({ sequence }) => sequence);
      const rows = await query<{ readonly id: string }>(LAST, [catalog, ids, sequences]);
      return work(new Set(rows.map(({ id }) => id)));
    });
  };
}
