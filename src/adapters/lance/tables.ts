import type { Connection, Table as LanceTable } from '@lancedb/lancedb';
import type { IndexDocument } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Lance } from './lance-module.ts';
import { withRetry } from './retry.ts';
import { itemRows, pictureRows, type TableName, tableOf, tableSchema } from './table-rows.ts';

/**
 * The Lance tables of a generation; without a space of pictures there is no table of them. Take them anew for each
 * call: `refresh` puts others in their place.
 */
export interface Tables {
  readonly items: LanceTable;
  readonly pictures: LanceTable | undefined;
  /** Lets go of everything that Lance keeps in memory of replaced indexes: its cache would keep it until it is full. */
  refresh(): Promise<void>;
  close(): void;
}

/** Opens the folder of the tables with a cache of its own. */
export type Connect = () => Promise<Connection>;

export function tableFor(tables: Tables, name: TableName): LanceTable {
  const table = tables[name];
  if (!table) throw new Error(`This generation has no table of ${name}.`);
  return table;
}

export async function createTables(connect: Connect, manifest: GenerationManifest, lance: Lance): Promise<Tables> {
  const connection = await connect();
  for (const name of tableNames(manifest)) {
    const table = await connection.createEmptyTable(name, tableSchema(name, manifest));
    // Made while the table is empty, so that removing by id never has to read everything.
    await table.createIndex('id', { config: lance.Index.btree() });
    table.close();
  }
  return openTables(connect, manifest);
}

/** Throws when a table is missing or has other columns than the manifest asks for. */
export async function openTables(connect: Connect, manifest: GenerationManifest): Promise<Tables> {
  const openAll = async () => {
    const connection = await connect();
    return Promise.all(tableNames(manifest).map((name) => openTable(connection, name, manifest)));
  };
  let opened = await openAll();
  return {
    get items() {
      return opened[0]!;
    },
    get pictures() {
      return opened[1];
    },
    refresh: async () => {
      const before = opened;
      opened = await openAll();
      for (const table of before) table.close();
    },
    close: () => {
      for (const table of opened) table.close();
    },
  };
}

/** Puts documents in the place of what the tables have under the ids to remove. */
export async function replaceRows(
  tables: Tables,
  manifest: GenerationManifest,
  idsToRemove: readonly string[],
  documents: readonly IndexDocument[],
): Promise<void> {
  const withPictures = documents.filter(({ pictures }) => pictures.length > 0);
  await Promise.all([
    replace(tables.items, idsToRemove, documents, (some) => itemRows(some, manifest)),
    tables.pictures && replace(tables.pictures, idsToRemove, withPictures, (some) => pictureRows(some, manifest)),
  ]);
}

/** Ids in one condition, at most: 2,000 are looked up in the time of 500, 5,000 take three times as long. */
export const IDS_AT_ONCE = 2_000;

export function idsCondition(ids: readonly string[]): string {
  return `id IN (${ids.map(quote).join(', ')})`;
}

/** A text as a literal of Lance's SQL. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function tableNames({ spaces }: GenerationManifest): TableName[] {
  return spaces.some((space) => tableOf(space) === 'pictures') ? ['items', 'pictures'] : ['items'];
}

async function openTable(connection: Connection, name: TableName, manifest: GenerationManifest): Promise<LanceTable> {
  const table = await connection.openTable(name);
  await dropFormerColumns(table);
  const columns = (schema: { fields: readonly { name: string; type: unknown }[] }) =>
    schema.fields.map((field) => `${field.name} ${field.type}`).join(', ');
  const wanted = columns(tableSchema(name, manifest));
  const found = columns(await table.schema());
  if (found !== wanted) throw new Error(`table ${name} has the columns ${found} and not ${wanted}`);
  return table;
}

/** Columns that earlier versions filtered by; no vector is rewritten for it. */
async function dropFormerColumns(table: LanceTable): Promise<void> {
  const former = (await table.schema()).fields
    .map(({ name }) => name)
    .filter((name) => /^(?:labels|n\d+)$/u.test(name));
  if (former.length > 0) await table.dropColumns(former);
}

async function replace(
  table: LanceTable,
  idsToRemove: readonly string[],
  documents: readonly IndexDocument[],
  toRows: (documents: readonly IndexDocument[]) => ReturnType<typeof itemRows>,
): Promise<void> {
  for (let at = 0; at < idsToRemove.length; at += IDS_AT_ONCE) {
    const condition = idsCondition(idsToRemove.slice(at, at + IDS_AT_ONCE));
    await withRetry(() => table.delete(condition));
  }
  if (documents.length > 0) await withRetry(() => table.add(toRows(documents)));
}
