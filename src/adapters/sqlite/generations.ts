import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { GenerationRegistry } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';
import type { Shares } from './leases.ts';

/** The generations of each catalog, and the pointers to the live and the previous one. */
export function createGenerations(db: Database, catalogs: Catalogs, { share, isShared }: Shares): GenerationRegistry {
  const select = db.prepare<[string]>('SELECT manifest FROM generations WHERE catalog = ? AND id = ?');
  const selectAll = db.prepare<[string]>('SELECT manifest FROM generations WHERE catalog = ? ORDER BY place');
  const upsert = db.prepare(
    `INSERT INTO generations (catalog, id, manifest) VALUES (?, ?, ?)
     ON CONFLICT (catalog, id) DO UPDATE SET manifest = excluded.manifest`,
  );
  const remove = db.prepare('DELETE FROM generations WHERE catalog = ? AND id = ?');

  const pointedAt = (catalog: string, pointer: 'live' | 'previous'): GenerationManifest | undefined => {
    const found = catalogs.find(catalog);
    const id = found?.[pointer];
    return found && typeof id === 'string' ? parse(select.get([found.key, id])![0]) : undefined;
  };

  const all = (catalog: string): readonly GenerationManifest[] => {
    const found = catalogs.find(catalog);
    return found ? selectAll.all([found.key]).map(([manifest]) => parse(manifest)) : [];
  };
  const searchOf = (catalog: string, id: string): string => `search ${id} ${catalog}`;

  return {
    catalogs: () => db.read(() => catalogs.namesOfLive()),
    live: (catalog) => db.read(() => pointedAt(catalog, 'live')),
    previous: (catalog) => db.read(() => pointedAt(catalog, 'previous')),

    list: (catalog) => db.read(() => all(catalog)),

    searching: async (catalog, id) => share(searchOf(catalog, id)),
    searched: (catalog) =>
      db.read(() => {
        const live = pointedAt(catalog, 'live');
        const others = all(catalog).filter(({ id }) => id !== live?.id && isShared(searchOf(catalog, id)));
        return live ? [live, ...others] : others;
      }),

    register: (manifest) =>
      db.write(() => {
        upsert.run([catalogs.findOrAdd(manifest.catalog).key, manifest.id, JSON.stringify(manifest)]);
      }),

    switchTo: (catalog, id) =>
      db.write(() => {
        const found = catalogs.find(catalog);
        if (!found || !select.get([found.key, id])) {
          throw new VitrineError('internal', `The catalog "${catalog}" has no generation "${id}" to switch to.`);
        }
        if (found.live !== id) catalogs.savePointers(found.key, { live: id, previous: found.live });
      }),

    forget: (catalog, id) =>
      db.write(() => {
        const found = catalogs.find(catalog);
        if (!found) return;
        const { key, live, previous } = found;
        if (live === id) throw new VitrineError('internal', `The generation "${id}" of "${catalog}" is live.`);
        if (previous === id) catalogs.savePointers(key, { live, previous: null });
        remove.run([key, id]);
      }),
  };
}

function parse(manifest: string): GenerationManifest {
  return JSON.parse(manifest);
}
