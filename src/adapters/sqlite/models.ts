import { VitrineError } from '#src/errors';
import type { ModelStore, NewModel, PublishedModel } from '#src/ports/models';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';
import { createModelFiles, type ModelFile } from './model-files.ts';

type State = 'live' | 'previous';
type Row = readonly [version: string, created: string, bytes: number, about: string];

export interface ModelsDeps {
  readonly db: Database;
  readonly catalogs: Catalogs;
  readonly folder: string;
  /** Told when another version is live. */
  readonly onModel: (catalog: string, name: string) => void;
}

/**
 * Models as files of a folder beside the database, which says which of them count. A file is complete and on disk
 * before the database names it, so a publication that is cut off leaves a file that nobody names; a later one removes it.
 */
export function createModels({ db, catalogs, folder, onModel }: ModelsDeps): ModelStore {
  const rows = prepareRows(db);
  const files = createModelFiles(folder);
  const inTurn = createTurns();
  const makeLive = (catalog: string, name: string, model: NewModel, { file, bytes, hash }: ModelFile): string[] => {
    const { key } = catalogs.findOrAdd(catalog);
    const { version, createdAt, about } = model;
    if (rows.selectVersion.get([key, name, version])) throw twice(catalog, name, version);
    const dropped = rows.dropPrevious.all([key, name]).map(([old]) => old);
    rows.demote.run([key, name]);
    rows.insert.run([key, name, version, createdAt, bytes, JSON.stringify(about), file, hash]);
    return dropped;
  };
  const publish = async (catalog: string, name: string, model: NewModel): Promise<void> => {
    await files.removeUnnamed(new Set(await db.read(() => rows.selectFiles.all([]).map(([file]) => file))));
    const written = await files.write(model.data);
    const dropped = await db.write(() => makeLive(catalog, name, model, written));
    onModel(catalog, name);
    for (const old of dropped) await files.remove(old);
  };
  const load = async (catalog: string, name: string, version: string): Promise<ArrayBuffer | undefined> => {
    const found = await db.read(() => {
      const key = catalogs.find(catalog)?.key;
      return key === undefined ? undefined : rows.selectVersion.get([key, name, version]);
    });
    return found && files.read({ file: found[0], bytes: found[1], hash: found[2] });
  };
  return {
    ...createLookups(db, catalogs, rows),
    publish: (catalog, name, model) => inTurn(() => publish(catalog, name, model)),
    load: (catalog, name, version) => inTurn(() => load(catalog, name, version)),
    rollback: async (catalog, name) => {
      await db.write(() => {
        const found = catalogs.find(catalog);
        if (!found || !rows.selectOne.get([found.key, name, 'previous'])) throw nothingBefore(catalog, name);
        rows.swap.run([found.key, name]);
      });
      onModel(catalog, name);
    },
  };
}

/** One job after the other: no file is removed while it is read. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(job: () => Promise<Result>): Promise<Result> => {
    const run = last.then(job);
    last = run.catch(() => {});
    return run;
  };
}

function createLookups(
  db: Database,
  catalogs: Catalogs,
  { selectOne }: ReturnType<typeof prepareRows>,
): Pick<ModelStore, 'live' | 'previous'> {
  const find = (catalog: string, name: string, state: State) =>
    db.read(() => {
      const found = catalogs.find(catalog);
      const row = found && selectOne.get([found.key, name, state]);
      return row && toModel(row);
    });
  return {
    live: (catalog, name) => find(catalog, name, 'live'),
    previous: (catalog, name) => find(catalog, name, 'previous'),
  };
}

function prepareRows(db: Database) {
  const ofName = 'catalog = ? AND name = ?';
  return {
    selectOne: db.prepare<Row>(`SELECT version, created, bytes, about FROM models WHERE ${ofName} AND state = ?`),
    selectVersion: db.prepare<[string, number, string]>(
      `SELECT file, bytes, hash FROM models WHERE ${ofName} AND version = ?`,
    ),
    selectFiles: db.prepare<[string]>('SELECT file FROM models'),
    dropPrevious: db.prepare<[string]>(`DELETE FROM models WHERE ${ofName} AND state = 'previous' RETURNING file`),
    demote: db.prepare(`UPDATE models SET state = 'previous' WHERE ${ofName}`),
    swap: db.prepare(
      `UPDATE models SET state = CASE state WHEN 'live' THEN 'previous' ELSE 'live' END WHERE ${ofName}`,
    ),
    insert: db.prepare(
      `INSERT INTO models (catalog, name, version, state, created, bytes, about, file, hash)
       VALUES (?, ?, ?, 'live', ?, ?, ?, ?, ?)`,
    ),
  };
}

function toModel([version, createdAt, bytes, about]: Row): PublishedModel {
  return { version, createdAt, bytes, about: JSON.parse(about) };
}

function twice(catalog: string, name: string, version: string): VitrineError {
  return new VitrineError('internal', `The model "${name}" of "${catalog}" has a version "${version}" already.`);
}

function nothingBefore(catalog: string, name: string): VitrineError {
  return new VitrineError('invalid_request', `The catalog "${catalog}" has no model "${name}" to go back to.`);
}
