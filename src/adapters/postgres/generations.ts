import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { GenerationRegistry } from '#src/ports/records';
import { lockCatalog, lockOrAddCatalog, savePointers } from './catalogs.ts';
import type { Database } from './database.ts';
import { isShared, type PostgresLeases } from './leases.ts';
import { notify } from './notices.ts';

const NAMES = { name: 'catalogs_live', text: 'SELECT name FROM catalogs WHERE live IS NOT NULL ORDER BY name' };
const LIVE = pointedAt('live');
const PREVIOUS = pointedAt('previous');
const ALL = {
  name: 'generations_all',
  text: `SELECT g.manifest FROM catalogs AS c JOIN generations AS g ON g.catalog = c.key
         WHERE c.name = $1 ORDER BY g.place`,
};
const ONE = { name: 'generations_one', text: 'SELECT manifest FROM generations WHERE catalog = $1 AND id = $2' };
const SEARCHED = {
  name: 'generations_searched',
  text: `SELECT g.manifest FROM catalogs AS c JOIN generations AS g ON g.catalog = c.key
         WHERE c.name = $1 AND (g.id = c.live OR ${isShared("('search ' || g.id || ' ' || c.name)")})
         ORDER BY g.id = c.live DESC, g.place`,
};
const UPSERT = {
  name: 'generations_upsert',
  text: `INSERT INTO generations (catalog, id, manifest) VALUES ($1, $2, $3)
         ON CONFLICT (catalog, id) DO UPDATE SET manifest = excluded.manifest`,
};
const REMOVE = { name: 'generations_remove', text: 'DELETE FROM generations WHERE catalog = $1 AND id = $2' };

interface ManifestRow {
  readonly manifest: string;
}

/** The generations of each catalog, and the pointers to the live and the previous one. */
export function createGenerations(db: Database, { share }: PostgresLeases): GenerationRegistry {
  const first = (rows: readonly ManifestRow[]) => rows.map(parse)[0];
  return {
    catalogs: async () => (await db.query<{ readonly name: string }>(NAMES, [])).map(({ name }) => name),
    live: async (catalog) => first(await db.query<ManifestRow>(LIVE, [catalog])),
    previous: async (catalog) => first(await db.query<ManifestRow>(PREVIOUS, [catalog])),
    list: async (catalog) => (await db.query<ManifestRow>(ALL, [catalog])).map(parse),
    searching: (catalog, id) => share(`search ${id} ${catalog}`),
    searched: async (catalog) => (await db.query<ManifestRow>(SEARCHED, [catalog])).map(parse),

    register: (manifest) =>
      db.write(manifest.catalog, async (query) => {
        const { key } = await lockOrAddCatalog(query, manifest.catalog);
        await query(UPSERT, [key, manifest.id, JSON.stringify(manifest)]);
        await notify(query, { kind: 'generations', catalog: manifest.catalog });
      }),

    switchTo: (catalog, id) =>
      db.write(catalog, async (query) => {
        const found = await lockCatalog(query, catalog);
        if (!found || (await query(ONE, [found.key, id])).length === 0) {
          throw new VitrineError('internal', `The catalog "${catalog}" has no generation "${id}" to switch to.`);
        }
        if (found.live === id) return;
        await savePointers(query, found.key, { live: id, previous: found.live });
        await notify(query, { kind: 'generations', catalog });
      }),

    forget: (catalog, id) =>
      db.write(catalog, async (query) => {
        const found = await lockCatalog(query, catalog);
        if (!found) return;
        const { key, live, previous } = found;
        if (live === id) throw new VitrineError('internal', `The generation "${id}" of "${catalog}" is live.`);
        if (previous === id) await savePointers(query, key, { live, previous: null });
        await query(REMOVE, [key, id]);
      }),
  };
}

function pointedAt(pointer: 'live' | 'previous') {
  return {
    name: `generations_${pointer}`,
    text: `SELECT g.manifest FROM catalogs AS c JOIN generations AS g ON g.catalog = c.key AND g.id = c.${pointer}
           WHERE c.name = $1`,
  };
}

/** What `register` wrote. */
function parse({ manifest }: ManifestRow): GenerationManifest {
  return JSON.parse(manifest);
}
