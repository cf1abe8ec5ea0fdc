import { hasCode } from '#src/errors';
import type { Lease } from '#src/ports/leases';
import { bringLive } from './bring-live.ts';
import { SAMPLED_ITEMS } from './generation.ts';
import { createLive, type Live, type LiveDeps, renewed, showLive } from './live.ts';
import { createOpened, type Opened } from './opened.ts';
import { createQueue } from './stream.ts';

/** The generation of a catalog that this process uses: the live one, which other processes may change. */
export interface Current {
  live(): Live | undefined;
  /**
   * What a change that is logged has to be in before it is acknowledged: the generation that is used here, and those that
   * other processes search or are about to. Not those of other models, which this process cannot write.
   */
  searched(): Promise<readonly Live[]>;
  /** Moves to the generation that is live, if that is another one by now; answers whether it is. */
  look(): Promise<boolean>;
  /** Creates the catalog's first generation, unless another process has done so. */
  first(signal: AbortSignal): Promise<Live>;
  /** Brings another generation up to the log, makes it the live one, and uses it from then on. */
  change(next: Live): Promise<void>;
  /** The same generation under another manifest. */
  renew(live: Live): void;
  /** Why the generation that is live cannot be used here, so that this process goes on with the one before. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/** The lease of whoever makes or drops generations of a catalog. */
export function generationsLease(catalog: string): string {
  return `generations of ${catalog}`;
}

/** A generation with the lease that says it is searched here. */
interface Search {
  readonly live: Live;
  readonly lease: Lease;
}

/** Throws `generation_incompatible`. */
export async function openCurrent(deps: LiveDeps): Promise<Current> {
  const { catalog, state } = deps;
  const inTurn = createQueue();
  const opened = createOpened(deps);
  let search: Search | undefined;
  let trouble: string | undefined;

  const use = async (next: Search): Promise<Live> => {
    const before = search;
    search = next;
    trouble = undefined;
    await before?.lease.release();
    // The one before may still answer searches.
    await opened.keep(before ? [next.live, before.live] : [next.live]);
    return next.live;
  };
  const lookNow = async (): Promise<boolean> => {
    const manifest = await state.generations.live(catalog);
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
    if (!lease) return lookNow();
    await use({ live: renewed(next, manifest), lease });
    await showLive(deps);
    return usedId !== manifest.id;
  };
  await lookNow();
  return {
    live: () => search?.live,
    trouble: () => trouble,
    searched: async () => {
      const own = search?.live;
      return own ? [own, ...(await openOthers(own, opened, deps))] : [];
    },
    look: () => inTurn(lookNow),
    first: async (signal) => {
      const alone = await state.leases.hold(generationsLease(catalog), signal);
      try {
        return await inTurn(async () => {
          await lookNow();
          return search?.live ?? (await use(await createFirst(opened, deps)));
        });
      } finally {
        await alone.release();
      }
    },
    change: (next) =>
      inTurn(async () => {
        await opened.add(next);
        await use({ live: next, lease: await bringLive(next, deps) });
      }),
    renew: (next) => {
      if (search?.live.generation.manifest.id === next.generation.manifest.id) search = { ...search, live: next };
    },
    close: () =>
      inTurn(async () => {
        await search?.lease.release();
        await opened.keep([]);
      }),
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

/** What other processes search, as far as this one can open it. */
async function openOthers(own: Live, opened: Opened, { catalog, state }: LiveDeps): Promise<readonly Live[]> {
  const searched = await state.generations.searched(catalog);
  const others = searched.filter(({ id }) => id !== own.generation.manifest.id);
  const lives = await Promise.all(
    others.map((manifest) =>
      opened.open(manifest).catch((error: unknown) => {
        if (!hasCode(error, 'generation_incompatible')) throw error;
      }),
    ),
  );
  return lives.filter((live) => live !== undefined);
}

/** For who alone may make generations. */
async function createFirst(opened: Opened, deps: LiveDeps): Promise<Search> {
  const { catalog, state } = deps;
  const live = await createLive(await state.records.changesAfter(catalog, 0, SAMPLED_ITEMS), deps);
  await opened.add(live);
  return { live, lease: await state.generations.searching(catalog, live.generation.manifest.id) };
}
