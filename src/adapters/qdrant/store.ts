import { isDeepStrictEqual } from 'node:util';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore } from '#src/ports/generations';
import type { GenerationParts } from './components.ts';
import { type Connection, openConnection } from './connection.ts';
import { generationOver } from './generation.ts';
import { makeIndex } from './indexes.ts';
import { type Meta, openMetaStore, QDRANT_FORMAT } from './meta.ts';
import { aliasName, type CollectionNames, collectionNames } from './names.ts';
import { type QdrantOptions, type QdrantSettings, settingsOf } from './options.ts';
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

export interface QdrantStore extends GenerationStore {
  /** Throws `store_unavailable` when no node answers, or not every shard of the generations in use can be read. */
  ping(): Promise<void>;
}

/** Generations in collections of Qdrant. Several processes may have the same one open. */
export async function openQdrantStore(options: QdrantOptions): Promise<QdrantStore> {
  const settings = settingsOf(options);
  const connection = await openConnection(settings);
  const metaStore = await openMetaStore(connection, settings);
  const namesOf = ({ catalog, id }: GenerationManifest) => collectionNames(settings.prefix, catalog, id);
  const shared = { connection, settings, metaStore };
  const inUse = new Set<string>();
  const noteUse = async (names: CollectionNames, opening: Promise<Generation>): Promise<Generation> => {
    const generation = await opening;
    inUse.add(names.items);
    return generation;
  };
  return {
    create: async (manifest) => {
      const names = namesOf(manifest);
      if (await metaStore.read(manifest))
        throw incompatible(`Generation ${manifest.id} exists already in ${names.items}`);
      await createCollections(connection, settings, names, manifest);
      await metaStore.create(manifest);
      return noteUse(names, openGeneration({ ...shared, names, manifest }));
    },
    open: (manifest) => {
      const names = namesOf(manifest);
      return noteUse(names, openGeneration({ ...shared, names, manifest }));
    },
    drop: async (manifest) => {
      await metaStore.remove(manifest);
      inUse.delete(namesOf(manifest).items);
      await dropCollections(connection, namesOf(manifest));
    },
    ping: async () => {
      await connection.read('say its version', (client) => client.versionInfo());
      await Promise.all([...inUse].map(async (items) => (await canRead(connection, items)) || inUse.delete(items)));
    },
    publish: async (manifest) => {
      const alias_name = aliasName(settings.prefix, manifest.catalog);
      const collection_name = namesOf(manifest).items;
      const { aliases } = await connection.read('read an alias', (client) =>
        client.getCollectionAliases(collection_name),
      );
      if (aliases.some((alias) => alias.alias_name === alias_name)) return;
      const actions = [{ create_alias: { alias_name, collection_name } }];
      await connection.write('set an alias', (client) => client.updateCollectionAliases({ actions }));
    },
    close: async () => {},
  };
}

type OpenParts = Omit<GenerationParts, 'meta' | 'indexesMade' | 'isHeld'>;

async function openGeneration(parts: OpenParts): Promise<Generation> {
  const { manifest, names, connection, metaStore } = parts;
  const meta = checkMeta(await metaStore.read(manifest), manifest);
  const info = await connection.read('look at a collection', (client) => client.getCollection(names.items));
  const indexesMade = Math.max(0, Object.keys(info.payload_schema).length - itemIndexes(manifest).length);
  const isHeld = info.config.optimizer_config.indexing_threshold === 0;
  return generationOver({ ...parts, meta, indexesMade, isHeld });
}

/** Asks every shard; false for a collection that another process has dropped. */
async function canRead(connection: Connection, items: string): Promise<boolean> {
  try {
    await connection.read('count items', (client) => client.count(items, { exact: false }));
    return true;
  } catch (error) {
    if (error instanceof VitrineError && error.code === 'generation_incompatible') return false;
    throw error;
  }
}

/** The notes must be there, and of the manifest asked for in everything that the stored form depends on. */
function checkMeta(meta: Meta | undefined, manifest: GenerationManifest): Meta {
  const { id } = manifest;
  if (!meta) throw incompatible(`Generation ${id} of catalog "${manifest.catalog}" is missing in Qdrant`);
  const formats = [
    [manifest.format, GENERATION_FORMAT],
    [meta.manifest.format, GENERATION_FORMAT],
    [meta.format, QDRANT_FORMAT],
  ] as const;
  for (const [found, known] of formats) {
    if (found === known) continue;
    const whose = found > known ? 'a newer version of this program' : 'an older version of this program';
    throw incompatible(`Generation ${id} was written by ${whose}: format ${found} instead of ${known}`);
  }
  for (const key of ['spaces', 'numericFields', 'analyser'] as const) {
    if (isDeepStrictEqual(meta.manifest[key], manifest[key])) continue;
    throw incompatible(`Generation ${id} holds other ${key} than expected: ${JSON.stringify(meta.manifest[key])}`);
  }
  return meta;
}

/** Remains of a creation that did not come to its end are removed first. */
async function createCollections(
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
async function dropCollections(connection: Connection, names: CollectionNames): Promise<void> {
  const drop = (name: string) => connection.write('drop a collection', (client) => client.deleteCollection(name));
  await Promise.all(Object.values(names).map(drop));
}

function incompatible(what: string): VitrineError {
  return new VitrineError('generation_incompatible', `${what}. Run \`vitrine reindex\` to build a new one.`);
}
