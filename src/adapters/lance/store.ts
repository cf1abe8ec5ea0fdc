import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GENERATION_FORMAT, type GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Generation, GenerationStore } from '#src/ports/generations';
import { createColumns } from './columns/columns.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { folderName } from './folder-name.ts';
import { loadFreshVectors } from './fresh-rows.ts';
import { generationOver } from './generation.ts';
import { incompatible } from './incompatible.ts';
import { createJournal, openJournal } from './journal.ts';
import { type Lance, loadLance } from './lance-module.ts';
import { createShares } from './shares.ts';
import { applyEntry, createState, setStored } from './state.ts';
import { type Connect, createTables, openTables } from './tables.ts';
import { DEFAULT_TUNING, type Tuning } from './tuning.ts';

export interface LanceStoreOptions {
  /** Folder of all generations, made when it is missing; owned by this process alone. */
  readonly dir: string;
  readonly tuning?: Partial<Tuning>;
}

/** What all generations of a store share. */
interface Shared {
  readonly lance: Lance;
  readonly tuning: Tuning;
}

/** Most bytes that Lance may keep of indexes (flat ones whole, 4 bytes a number) and of descriptions of files. */
const INDEX_CACHE_BYTES = 512n * 2n ** 20n;
const METADATA_CACHE_BYTES = 32n * 2n ** 20n;

/** Written last when a generation is made: a folder without it was never finished. */
const MANIFEST_FILE = 'generation.json';

/** Generations in folders: `<dir>/<catalog>/<generation>` with the manifest, the columns and the Lance tables. */
export async function openLanceStore({ dir, tuning }: LanceStoreOptions): Promise<GenerationStore> {
  const lance = await loadLance();
  await mkdir(dir, { recursive: true });
  const shared: Shared = { lance, tuning: { ...DEFAULT_TUNING, ...tuning } };
  const shares = createShares();
  const folderOf = ({ catalog, id }: GenerationManifest) => join(dir, folderName(catalog), folderName(id));
  return {
    create: async (manifest) => {
      const folder = folderOf(manifest);
      if (await exists(join(folder, MANIFEST_FILE)))
        throw incompatible(`Generation ${manifest.id} exists already in ${folder}`);
      return shares.hold(folder, manifest, async () => {
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder, { recursive: true });
        return createGeneration(folder, manifest, shared);
      });
    },
    open: async (manifest) => {
      const folder = folderOf(manifest);
      await checkManifest(folder, manifest);
      return shares.hold(folder, manifest, () => openGeneration(folder, manifest, shared));
    },
    drop: (manifest) => {
      const folder = folderOf(manifest);
      return shares.drop(folder, () => rm(folder, { recursive: true, force: true }));
    },
    publish: async () => {},
    close: async () => {},
  };
}

async function createGeneration(folder: string, manifest: GenerationManifest, shared: Shared): Promise<Generation> {
  const tables = await createTables(connector(folder, shared), manifest, shared.lance);
  const journal = await createJournal(folder);
  await writeDurably(join(folder, MANIFEST_FILE), [JSON.stringify(manifest, null, 2)]);
  await syncFolder(dirname(folder));
  return generationOver({
    state: createState(manifest, createColumns(), shared.tuning),
    tables,
    journal,
    lance: shared.lance,
  });
}

async function openGeneration(folder: string, manifest: GenerationManifest, shared: Shared): Promise<Generation> {
  let opened: { close(): unknown }[] = [];
  try {
    const { columns, facts, entries, journal } = await openJournal(folder);
    opened = [journal];
    const tables = await openTables(connector(folder, shared), manifest);
    opened = [tables, journal];
    const state = createState(manifest, columns, shared.tuning);
    state.sequence = facts.sequence;
    await loadFreshVectors(state, tables, facts);
    for (const entry of entries) applyEntry(state, entry);
    // A crash may have come after a part of it went into the tables.
    for (const id of state.pending.keys()) setStored(state, columns.rows.get(id)!, true);
    return await generationOver({ state, tables, journal, lance: shared.lance });
  } catch (error) {
    for (const each of opened) await each.close();
    if (isTroubleOfTheSystem(error)) throw error;
    throw incompatible(`Generation ${manifest.id} in ${folder} cannot be read`, error);
  }
}

function connector(folder: string, { lance }: Shared): Connect {
  return () => {
    const session = new lance.Session(INDEX_CACHE_BYTES, METADATA_CACHE_BYTES);
    return lance.connect(join(folder, 'tables'), {}, session);
  };
}

/** The manifest beside the tables must be the one asked for, in everything that the stored form depends on. */
async function checkManifest(folder: string, manifest: GenerationManifest): Promise<void> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch((error: unknown) => {
    throw new VitrineError(
      'generation_incompatible',
      `The index (${manifest.id}) is not in ${folder}. If it was built over Qdrant, set QDRANT_URL; else run \`vitrine reindex\` to build a new one.`,
      { cause: error },
    );
  });
  const found = parseManifest(text, folder);
  for (const { format } of [manifest, found]) {
    if (format === GENERATION_FORMAT) continue;
    const whose = format > GENERATION_FORMAT ? 'a newer version of this program' : 'an older version of this program';
    throw incompatible(
      `Generation ${manifest.id} was written by ${whose}: format ${format} instead of ${GENERATION_FORMAT}`,
    );
  }
  for (const key of ['spaces', 'numericFields', 'analyser'] as const) {
    if (JSON.stringify(found[key]) === JSON.stringify(manifest[key])) continue;
    throw incompatible(`Generation ${manifest.id} holds other ${key} than expected: ${JSON.stringify(found[key])}`);
  }
}

function parseManifest(text: string, folder: string): GenerationManifest {
  try {
    return JSON.parse(text) as GenerationManifest;
  } catch (error) {
    throw incompatible(`${join(folder, MANIFEST_FILE)} is damaged`, error);
  }
}

/** A full disk, missing rights, too many open files: a new generation would not help. */
function isTroubleOfTheSystem(error: unknown): boolean {
  return /ENOSPC|EDQUOT|EACCES|EPERM|EROFS|EMFILE|ENFILE|EIO|ENOMEM|no space left/iu.test(String(error));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
