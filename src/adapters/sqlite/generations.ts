import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { GenerationRegistry } from '#src/ports/records';
import { type Sqlite, transaction } from './database.ts';

export function createGenerations(database: Sqlite): GenerationRegistry {
  const names = database.prepare('SELECT catalog FROM pointers ORDER BY catalog');
  const find = database.prepare('SELECT manifest FROM generations WHERE catalog = ? AND id = ?');
  const list = database.prepare('SELECT manifest FROM generations WHERE catalog = ? ORDER BY place');
  const pointer = database.prepare('SELECT live, previous FROM pointers WHERE catalog = ?');
  const register = database.prepare(
    `INSERT INTO generations (catalog, id, place, manifest)
     VALUES (?, ?, (SELECT coalesce(max(place), 0) + 1 FROM generations WHERE catalog = ?), ?)
     ON CONFLICT (catalog, id) DO UPDATE SET manifest = excluded.manifest`,
  );
  const point = database.prepare(
    `INSERT INTO pointers (catalog, live) VALUES (?, ?)
     ON CONFLICT (catalog) DO UPDATE SET previous = live, live = excluded.live WHERE live <> excluded.live`,
  );
  const unpoint = database.prepare('UPDATE pointers SET previous = NULL WHERE catalog = ? AND previous = ?');
  const remove = database.prepare('DELETE FROM generations WHERE catalog = ? AND id = ?');

  const pointed = (catalog: string) => pointer.get([catalog]) as { live: string; previous: string | null } | undefined;
  const manifestOf = (catalog: string, id: string | null | undefined) =>
    id === null || id === undefined ? undefined : parse(find.get([catalog, id]));

  return {
    catalogs: async () => (names.all([]) as { catalog: string }[]).map(({ catalog }) => catalog),
    live: async (catalog) => manifestOf(catalog, pointed(catalog)?.live),
    previous: async (catalog) => manifestOf(catalog, pointed(catalog)?.previous),
    list: async (catalog) => list.all([catalog]).map((row) => parse(row)!),
    register: async (manifest) => {
      register.run([manifest.catalog, manifest.id, manifest.catalog, JSON.stringify(manifest)]);
    },
    switchTo: async (catalog, id) => {
      if (!manifestOf(catalog, id))
        throw new VitrineError('internal', `There is no generation "${id}" of "${catalog}" to switch to.`);
      point.run([catalog, id]);
    },
    forget: async (catalog, id) => {
      if (pointed(catalog)?.live === id)
        throw new VitrineError('internal', `Generation "${id}" of "${catalog}" is live and cannot be forgotten.`);
      transaction(database, () => {
        unpoint.run([catalog, id]);
        remove.run([catalog, id]);
      });
    },
  };
}

/** The column holds what `register` was given. */
function parse(row: unknown): GenerationManifest | undefined {
  return row === undefined ? undefined : (JSON.parse((row as { manifest: string }).manifest) as GenerationManifest);
}
