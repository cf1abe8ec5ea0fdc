import type { GenerationManifest } from '#src/domain/generation';
import { type Live, type LiveDeps, openManifest } from './live.ts';

/** Generations that this process has open, each once. */
export interface Opened {
  /** Throws `generation_incompatible`. */
  open(manifest: GenerationManifest): Promise<Live>;
  /** Takes one that is open already, in the place of the same one. */
  add(live: Live): Promise<void>;
  /** Closes one that was added. */
  discard(live: Live): Promise<void>;
  /** Closes all others, also when one of them fails to. */
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
    discard: async (live) => {
      byId.delete(live.generation.manifest.id);
      await live.generation.close();
    },
    keep: async (kept) => {
      const ids = new Set(kept.map(({ generation }) => generation.manifest.id));
      const others = [...byId].filter(([id]) => !ids.has(id));
      for (const [id] of others) byId.delete(id);
      const closed = await Promise.allSettled(others.map(([, opening]) => close(opening)));
      for (const outcome of closed) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}

async function close(opening: Promise<Live>): Promise<void> {
  await (await opening.catch(() => undefined))?.generation.close();
}
