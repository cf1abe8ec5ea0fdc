import type { GenerationManifest } from '#src/domain/generation';
import type { Connection } from './connection.ts';
import type { CollectionNames } from './names.ts';
import { countIndex, type FieldIndex, numberIndex, pictureSpaces } from './schema.ts';

/**
 * Indexes of single fields. A catalog can have thousands of fields, so only promoted numbers are indexed from the
 * start; another one is indexed when something first needs it, because comparing or counting without an index makes
 * the server read all payloads (seconds for 100,000 items, measured).
 */
export interface FieldIndexes {
  /** Lets filters compare and searches sort by numbers of the fields, quickly while there is room for indexes. */
  ensureNumbers(fields: readonly string[]): Promise<void>;
  /** Whether the server can count the field's values, or first numbers. */
  ensureCounts(map: 'values' | 'firstNumber', field: string): Promise<boolean>;
}

/** Fields that are indexed on demand, at most: each takes memory of the server for good. */
const MOST_ON_DEMAND = 96;

export interface IndexesParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  /** Indexes made on demand before this process opened the generation. */
  readonly alreadyMade: number;
}

export function createFieldIndexes({ manifest, names, connection, alreadyMade }: IndexesParts): FieldIndexes {
  const collectionsOfNumbers = pictureSpaces(manifest).length > 0 ? [names.items, names.pictures] : [names.items];
  const made = new Map<string, Promise<void>>();
  const promoted = new Set(manifest.numericFields);

  const ensure = async (index: FieldIndex, collections: readonly string[]): Promise<boolean> => {
    const known = made.get(index.field_name);
    if (known) await known;
    else {
      if (alreadyMade + made.size >= MOST_ON_DEMAND) return false;
      const making = makeIndex(connection, index, collections);
      made.set(index.field_name, making);
      making.catch(() => made.delete(index.field_name));
      await making;
    }
    return true;
  };
  return {
    ensureNumbers: async (fields) => {
      const others = fields.filter((field) => !promoted.has(field));
      await Promise.all(others.map((field) => ensure(numberIndex(field), collectionsOfNumbers)));
    },
    ensureCounts: (map, field) => ensure(countIndex(map, field), [names.items]),
  };
}

/** No error when there is such an index. */
export async function makeIndex(
  connection: Connection,
  index: FieldIndex,
  collections: readonly string[],
): Promise<void> {
  const make = (collection: string) =>
    connection.write('index a field', (client) => client.createPayloadIndex(collection, { ...index, wait: true }));
  await Promise.all(collections.map(make));
}
