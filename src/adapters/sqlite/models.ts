import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '#src/errors';
import type { ModelStore, NewModel, PublishedModel } from '#src/ports/models';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

type State = 'live' | 'previous';
type Row = readonly [version: string, created: string, bytes: number, about: string];
const EXTENSION = '.model';
/** A file that nobody names for so long has been left behind. */
const LEFT_BEHIND_MS = 3_600_000;

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
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(job: () => Promise<Result>): Promise<Result> => {
    const run = last.then(job);
    last = run.catch(() => {});
    return run;
  };
  const find = (catalog: string, name: string, state: State) =>
    db.read(() => {
      const found = catalogs.find(catalog);
      const row = found && rows.selectOne.get([found.key, name, state]);
      return row && toModel(row);
    });

  const publish = async (catalog: string, name: string, model: NewModel): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await removeUnnamed(folder, new Set(await db.read(() => rows.selectFiles.all([]).map(([file]) => file))));
    const file = `${randomUUID()}${EXTENSION}`;
    await writeWhole(folder, file, model.data);
    const dropped = await db.write(() => {
      const { key } = catalogs.findOrAdd(catalog);
      if (rows.selectVersion.get([key, name, model.version])) throw twice(catalog, name, model.version);
      const gone = rows.dropPrevious.all([key, name]).map(([old]) => old);
      rows.demote.run([key, name]);
      const { version, createdAt, about, data } = model;
      rows.insert.run([key, name, version, createdAt, data.length, JSON.stringify(about), file, hashOf(data)]);
      return gone;
    });
    onModel(catalog, name);
    for (const old of dropped) await rm(join(folder, old), { force: true });
  };

  return {
    publish: (catalog, name, model) => inTurn(() => publish(catalog, name, model)),
    live: (catalog, name) => find(catalog, name, 'live'),
    previous: (catalog, name) => find(catalog, name, 'previous'),
    rollback: async (catalog, name) => {
      await db.write(() => {
        const found = catalogs.find(catalog);
        if (!found || !rows.selectOne.get([found.key, name, 'previous'])) throw nothingBefore(catalog, name);
        rows.swap.run([found.key, name]);
      });
      onModel(catalog, name);
    },
    load: (catalog, name, version) =>
      inTurn(async () => {
        const found = await db.read(() => {
          const key = catalogs.find(catalog)?.key;
          return key === undefined ? undefined : rows.selectVersion.get([key, name, version]);
        });
        return found && readWhole(join(folder, found[0]), found[1], found[2]);
      }),
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

async function writeWhole(folder: string, name: string, data: Uint8Array): Promise<void> {
  const path = join(folder, name);
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
  const directory = await open(folder, 'r');
  await directory.sync().finally(() => directory.close());
}

async function readWhole(path: string, bytes: number, hash: string): Promise<ArrayBuffer> {
  const data = new Uint8Array(bytes);
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw damaged(path, 'it is not there', cause);
  });
  try {
    const { size } = await file.stat();
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await file.read(data, at, bytes - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    if (size !== bytes || hashOf(data) !== hash) throw damaged(path, 'its content is not what was published');
  } finally {
    await file.close();
  }
  return data.buffer;
}

/** What a publication that did not come to its end has left; young files may be of one that is under way. */
async function removeUnnamed(folder: string, named: ReadonlySet<string>): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION) || name.endsWith('.part'));
  for (const name of files) {
    if (named.has(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MS) await rm(join(folder, name), { force: true });
  }
}

function hashOf(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function twice(catalog: string, name: string, version: string): VitrineError {
  return new VitrineError('internal', `The model "${name}" of "${catalog}" has a version "${version}" already.`);
}

function nothingBefore(catalog: string, name: string): VitrineError {
  return new VitrineError('invalid_request', `The catalog "${catalog}" has no model "${name}" to go back to.`);
}

function damaged(path: string, why: string, cause?: unknown): VitrineError {
  const message = `The model ${path} cannot be used: ${why}. Train again with: vitrine train`;
  return new VitrineError('data_folder_damaged', message, { cause });
}
