import { VitrineError } from '#src/errors';
import type { ModelStore, NewModel, PublishedModel } from '#src/ports/models';
import type { Database, Query } from './database.ts';
import { codeOf } from './failure.ts';

const ADD_CATALOG = {
  name: 'models_add_catalog',
  text: 'INSERT INTO catalogs (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
};
const BEGIN = {
  name: 'models_begin',
  text: `INSERT INTO models (catalog, name, version, state, created, begun, bytes, about)
         SELECT key, $2, $3, 'coming', $4, $5, $6, $7 FROM catalogs WHERE name = $1 RETURNING key`,
};
const ADD_PART = { name: 'models_add_part', text: 'INSERT INTO model_parts (model, number, data) VALUES ($1, $2, $3)' };
const LOCK = { name: 'models_lock', text: 'SELECT key FROM catalogs WHERE name = $1 FOR NO KEY UPDATE' };
const DROP = {
  name: 'models_drop',
  text: `WITH gone AS (DELETE FROM models WHERE (catalog = $1 AND name = $2 AND state = 'previous')
           OR (state = 'coming' AND begun < $3) RETURNING key)
         DELETE FROM model_parts USING gone WHERE model_parts.model = gone.key`,
};
const DEMOTE = {
  name: 'models_demote',
  text: `UPDATE models SET state = 'previous' WHERE catalog = $1 AND name = $2 AND state = 'live'`,
};
const PROMOTE = { name: 'models_promote', text: `UPDATE models SET state = 'live' WHERE key = $1` };
const ABANDON = {
  name: 'models_abandon',
  text: `WITH gone AS (DELETE FROM models WHERE key = $1 AND state = 'coming' RETURNING key)
         DELETE FROM model_parts USING gone WHERE model_parts.model = gone.key`,
};
const OF_NAME = 'm.catalog = (SELECT key FROM catalogs WHERE name = $1) AND m.name = $2';
const ONE = {
  name: 'models_one',
  text: `SELECT m.key, m.version, m.created, m.bytes, m.about FROM models AS m WHERE ${OF_NAME} AND m.state = $3`,
};
const BY_VERSION = {
  name: 'models_by_version',
  text: `SELECT m.key, m.bytes FROM models AS m WHERE ${OF_NAME} AND m.version = $3 AND m.state <> 'coming'`,
};
const PART = { name: 'models_part', text: 'SELECT data FROM model_parts WHERE model = $1 AND number = $2' };

const UNIQUE_VIOLATION = '23505';
/** Small enough for a statement to take little memory on both sides. */
const PART_BYTES = 4 * 1024 * 1024;
/** A publication that has not come to its end in this time never will. */
const LEFT_BEHIND_MS = 3_600_000;

export interface ModelsDeps {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when another version is live, within the transaction. */
  readonly tell: (query: Query, catalog: string, name: string) => Promise<void>;
}

/** Models in parts. All of them are there before one transaction makes the model live; until then nobody sees it. */
export function createModels({ db, now, tell }: ModelsDeps): ModelStore {
  const find = async (catalog: string, name: string, state: 'live' | 'previous') => {
    const rows = await db.query<ModelRow>(ONE, [catalog, name, state]);
    return rows[0] && toModel(rows[0]);
  };
  return {
    publish: async (catalog, name, { version, createdAt, about, data }: NewModel) => {
      if ((await db.query(BY_VERSION, [catalog, name, version])).length > 0) throw twice(catalog, name, version);
      await db.query(ADD_CATALOG, [catalog]);
      const facts = [catalog, name, version, createdAt, now(), data.length, JSON.stringify(about)] as const;
      const key = (await db.query<{ readonly key: number }>(BEGIN, facts))[0]!.key;
      try {
        await addParts(db, key, data);
        await db.write(catalog, async (query) => {
          const [found] = await query<{ readonly key: number }>(LOCK, [catalog]);
          await query(DROP, [found!.key, name, now() - LEFT_BEHIND_MS]);
          await query(DEMOTE, [found!.key, name]);
          await query(PROMOTE, [key]);
          await tell(query, catalog, name);
        });
      } catch (error) {
        // Whatever stays is dropped by a later publication.
        await db.query(ABANDON, [key]).catch(() => {});
        const cause = error instanceof Error ? error.cause : undefined;
        throw codeOf(cause) === UNIQUE_VIOLATION ? twice(catalog, name, version) : error;
      }
    },
    live: (catalog, name) => find(catalog, name, 'live'),
    previous: (catalog, name) => find(catalog, name, 'previous'),
    rollback: (catalog, name) =>
      db.write(catalog, async (query) => {
        const [found] = await query<{ readonly key: number }>(LOCK, [catalog]);
        const [previous] = found ? await query<ModelRow>(ONE, [catalog, name, 'previous']) : [];
        if (!found || !previous) throw nothingBefore(catalog, name);
        await query(DEMOTE, [found.key, name]);
        await query(PROMOTE, [previous.key]);
        await tell(query, catalog, name);
      }),
    load: async (catalog, name, version) => {
      const [found] = await db.query<ModelRow>(BY_VERSION, [catalog, name, version]);
      return found && loadParts(db, found);
    },
  };
}

interface ModelRow {
  readonly key: number;
  readonly version: string;
  readonly created: string;
  readonly bytes: number;
  readonly about: string;
}

function toModel({ version, created, bytes, about }: ModelRow): PublishedModel {
  return { version, createdAt: created, bytes, about: JSON.parse(about) };
}

async function addParts(db: Database, key: number, data: Uint8Array): Promise<void> {
  for (let number = 0; number * PART_BYTES < data.length; number++) {
    await db.query(ADD_PART, [key, number, data.subarray(number * PART_BYTES, (number + 1) * PART_BYTES)]);
  }
}

/** Undefined when the model is dropped meanwhile. */
async function loadParts(db: Database, { key, bytes }: ModelRow): Promise<ArrayBuffer | undefined> {
  const whole = new Uint8Array(bytes);
  for (let number = 0; number * PART_BYTES < bytes; number++) {
    const [part] = await db.query<{ readonly data: Buffer }>(PART, [key, number]);
    if (!part) return undefined;
    whole.set(part.data, number * PART_BYTES);
  }
  return whole.buffer;
}

function twice(catalog: string, name: string, version: string): VitrineError {
  return new VitrineError('internal', `The model "${name}" of "${catalog}" has a version "${version}" already.`);
}

function nothingBefore(catalog: string, name: string): VitrineError {
  return new VitrineError('invalid_request', `The catalog "${catalog}" has no model "${name}" to go back to.`);
}
