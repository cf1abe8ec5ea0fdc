import { isDeepStrictEqual } from 'node:util';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore } from '#src/ports/generations';
import { canRead, createCollections, dropCollections, showUnderAlias } from './collections.ts';
import type { GenerationParts } from './components.ts';
import { openConnection } from './connection.ts';
import { generationOver } from './generation.ts';
import { type Meta, openMetaStore, QDRANT_FORMAT } from './meta.ts';
import { aliasName, collectionNames } from './names.ts';
import { type QdrantOptions, settingsOf } from './options.ts';
import { itemIndexes } from './schema.ts';

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
  const inUse = new Set<string>();
  const open = async (manifest: GenerationManifest): Promise<Generation> => {
    const names = namesOf(manifest);
    const generation = await openGeneration({ connection, settings, metaStore, names, manifest });
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
      return open(manifest);
    },
    open,
    drop: async (manifest) => {
      await metaStore.remove(manifest);
      inUse.delete(namesOf(manifest).items);
      await dropCollections(connection, namesOf(manifest));
    },
    ping: async () => {
      await connection.read('say its version', (client) => client.versionInfo());
      await Promise.all([...inUse].map(async (items) => (await canRead(connection, items)) || inUse.delete(items)));
    },
    publish: (manifest) =>
      showUnderAlias(connection, namesOf(manifest).items, aliasName(settings.prefix, manifest.catalog)),
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

/** The notes must be there, and of the manifest asked for in everything that the stored form depends on. */
function checkMeta(meta: Meta | undefined, manifest: GenerationManifest): Meta {
  const { id } = manifest;
  if (!meta)
    throw new VitrineError(
      'generation_incompatible',
      `The index (${id}) of catalog "${manifest.catalog}" is not in this Qdrant. If it was built elsewhere, set QDRANT_URL and QDRANT_PREFIX ` +
        'as they were then, or none; else run `vitrine reindex` to build a new one.',
    );
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

function incompatible(what: string): VitrineError {
  return new VitrineError('generation_incompatible', `${what}. Run \`vitrine reindex\` to build a new one.`);
}
