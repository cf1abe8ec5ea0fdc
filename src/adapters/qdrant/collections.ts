import type { GenerationManifest } from '#src/domain/generation';
import { hasCode } from '#src/errors';
import type { Connection } from './connection.ts';
import { makeIndex } from './indexes.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantSettings } from './options.ts';
import {
  type CreateCollection,
  type FieldIndex,
  itemIndexes,
  itemsCollection,
  pictureIndexes,
  pictureSpaces,
  picturesCollection,
  recordsCollection,
} from './schema.ts';

/** Remains of a creation that did not come to its end are removed first. */
export async function createCollections(
  connection: Connection,
  settings: QdrantSettings,
  names: CollectionNames,
  manifest: GenerationManifest,
): Promise<void> {
  await dropCollections(connection, names);
  const create = async (name: string, config: CreateCollection, indexes: readonly FieldIndex[]) => {
    await connection.once('make a collection', (client) => client.createCollection(name, config));
    await Promise.all(indexes.map((index) => makeIndex(connection, index, [name])));
  };
  await Promise.all([
    create(names.records, recordsCollection(settings), []),
    create(names.items, itemsCollection(manifest, settings), itemIndexes(manifest)),
    ...(pictureSpaces(manifest).length > 0
      ? [create(names.pictures, picturesCollection(manifest, settings), pictureIndexes(manifest))]
      : []),
  ]);
}

/** No error for those that are not there. */
export async function dropCollections(connection: Connection, names: CollectionNames): Promise<void> {
  const drop = (name: string) => connection.write('drop a collection', (client) => client.deleteCollection(name));
  await Promise.all(Object.values(names).map(drop));
}

/** Asks every shard; false for a collection that another process has dropped. */
export async function canRead(connection: Connection, items: string): Promise<boolean> {
  try {
    await connection.read('count items', (client) => client.count(items, { exact: false }));
    return true;
  } catch (error) {
    if (hasCode(error, 'generation_incompatible')) return false;
    throw error;
  }
}

/** Lets an alias name the collection, in one step if it named another one. */
export async function showUnderAlias(
  connection: Connection,
  collection_name: string,
  alias_name: string,
): Promise<void> {
  const { aliases } = await connection.read('read an alias', (client) => client.getCollectionAliases(collection_name));
  if (aliases.some((alias) => alias.alias_name === alias_name)) return;
  const actions = [{ create_alias: { alias_name, collection_name } }];
  await connection.write('set an alias', (client) => client.updateCollectionAliases({ actions }));
}
