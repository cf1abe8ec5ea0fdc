import type { GenerationManifest } from '#src/domain/generation';
import { type Live, type LiveDeps, openManifest } from './live.ts';

/** Generations that this process has open, each once. */
export interface Opened {
  /** Throws `generation_incompatible`. */
  open(manifest: GenerationManifest): Promise<Live>;
  /** Takes one that is open already, in the place of the same one. */
  add(live: Live): Promise<void>;
  /** Closes all others. */
  keep(kept: readonly Live[]): Promise<void>;
}

export function createOpened(deps: LiveDeps): Opened {
  const byId = new Map<string, Promise<Live>>();
  return {
    open: (manifest) => {
      const { id } = manifest;
      const opening = byId.get(id) ?? openManifest(manifest, deps);
      byId.set(id, opening);
      opening.catch(() => {
        if (byId.get(id) === opening) byId.delete(id);
      });
      return opening;
    },
    add: async (live) => {
      const { id } = live.generation.manifest;
      const before = byId.get(id);
      byId.set(id, Promise.resolve(live));
      if (before) await close(before);
    },
    keep: async (kept) => {
      const ids = new Set(kept.map(({ generation }) => generation.manifest.id));
      const others = [...byId].filter(([id]) => !ids.has(id));
      for (const [id] of others) byId.delete(id);
      for (const [, opening] of others) await close(opening);
    },
  };
}

async function close(opening: Promise<Live>): Promise<void> {
  await (await opening.catch(() => undefined))?.generation.close();
}
