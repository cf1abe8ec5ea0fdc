import type { Notice, Notices } from '#src/ports/notices';
import type { GenerationRegistry, RecordStore } from '#src/ports/records';

export interface LocalNotices extends Notices {
  tell(notice: Notice): void;
}

/** Notices within this process, which is the only one: nothing is missed. */
export function createNotices(): LocalNotices {
  const listeners = new Set<(notice: Notice) => void>();
  return {
    tell: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    ready: async () => {},
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same records; each change is told once it is durable. */
export function tellingRecords(records: RecordStore, { tell }: LocalNotices): RecordStore {
  return {
    ...records,
    put: async (catalog, added) => {
      const outcomes = await records.put(catalog, added);
      const changed = outcomes.filter(({ outcome }) => outcome !== 'unchanged').map(({ sequence }) => sequence);
      if (changed.length > 0) tell({ kind: 'items', catalog, sequence: Math.max(...changed) });
      return outcomes;
    },
    delete: async (catalog, ids) => {
      const outcomes = await records.delete(catalog, ids);
      if (outcomes.includes(true)) tell({ kind: 'items', catalog, sequence: await records.lastSequence(catalog) });
      return outcomes;
    },
  };
}

export function tellingGenerations(generations: GenerationRegistry, { tell }: LocalNotices): GenerationRegistry {
  return {
    ...generations,
    register: async (manifest) => {
      await generations.register(manifest);
      tell({ kind: 'generations', catalog: manifest.catalog });
    },
    switchTo: async (catalog, id) => {
      await generations.switchTo(catalog, id);
      tell({ kind: 'generations', catalog });
    },
  };
}
