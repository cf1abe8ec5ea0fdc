import { hasCode } from '#src/errors';
import type { Lease } from '#src/ports/leases';
import { type Live, type LiveDeps, renewed, showLive } from './live.ts';
import type { Opened } from './opened.ts';

/** A generation with the lease that says it is searched here. */
export interface Search {
  readonly live: Live;
  readonly lease: Lease;
}

/** The generation that this process searches, and how it moves to the live one. Moves are made one at a time. */
export interface Searching {
  live(): Live | undefined;
  /** Why the generation that is live cannot be searched here. */
  trouble(): string | undefined;
  /** Moves to the live generation, if that is another one; answers whether it is. Throws `generation_incompatible`. */
  look(): Promise<boolean>;
  /** Searches another one from now on. */
  use(next: Search): Promise<Live>;
  /** The same generation under another manifest. */
  renew(live: Live): void;
  end(): Promise<void>;
}

export function createSearching(opened: Opened, deps: LiveDeps): Searching {
  let search: Search | undefined;
  let trouble: string | undefined;

  const use = async (next: Search): Promise<Live> => {
    const before = search;
    search = next;
    trouble = undefined;
    await before?.lease.release();
    // The one before may still answer searches. What fails to close is not used any more, so the move is done all the same.
    await opened.keep(before ? [next.live, before.live] : [next.live]).catch(() => {});
    return next.live;
  };
  const look = async (): Promise<boolean> => {
    const manifest = await deps.state.generations.live(deps.catalog);
    if (!manifest) return false;
    const usedId = search?.live.generation.manifest.id;
    if (search && usedId === manifest.id && (await search.lease.isHeld())) {
      trouble = undefined;
      search = { ...search, live: renewed(search.live, manifest) };
      return false;
    }
    const next = await opened.open(manifest).catch((error: unknown) => {
      // Built for other models, say: until this process is replaced, it answers from what it has.
      if (!search || !hasCode(error, 'generation_incompatible')) throw error;
      trouble = error.message;
    });
    if (!next) return false;
    const lease = await searchIfLive(manifest.id, deps);
    if (!lease) return look();
    await use({ live: renewed(next, manifest), lease });
    await showLive(deps);
    return usedId !== manifest.id;
  };
  return {
    live: () => search?.live,
    trouble: () => trouble,
    look,
    use,
    renew: (live) => {
      if (search?.live.generation.manifest.id === live.generation.manifest.id) search = { ...search, live };
    },
    end: async () => search?.lease.release(),
  };
}

/**
 * Says that a generation is searched, unless another one is live by then. What is acknowledged from then on will be in it, and
 * what was before is in it because it is live.
 */
async function searchIfLive(id: string, { catalog, state }: LiveDeps): Promise<Lease | undefined> {
  const lease = await state.generations.searching(catalog, id);
  let isLive = false;
  try {
    isLive = (await state.generations.live(catalog))?.id === id;
  } finally {
    if (!isLive) await lease.release();
  }
  return isLive ? lease : undefined;
}
