import { hasCode } from '#src/errors';
import { bringLive } from './bring-live.ts';
import { SAMPLED_ITEMS } from './generation.ts';
import { createLive, type Live, type LiveDeps } from './live.ts';
import { createOpened, type Opened } from './opened.ts';
import { createSearching, type Search } from './searching.ts';
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
  /** Brings another generation up to the log, makes it the live one, and uses it from then on; closes it when that fails. */
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

/** Throws `generation_incompatible`. */
export async function openCurrent(deps: LiveDeps): Promise<Current> {
  const inTurn = createQueue();
  const opened = createOpened(deps);
  const searching = createSearching(opened, deps);
  const { live, trouble, renew } = searching;
  await searching.look();
  return {
    live,
    trouble,
    renew,
    searched: async () => {
      const own = live();
      return own ? [own, ...(await openOthers(own, opened, deps))] : [];
    },
    look: () => inTurn(searching.look),
    first: async (signal) => {
      const alone = await deps.state.leases.hold(generationsLease(deps.catalog), signal);
      try {
        return await inTurn(async () => {
          await searching.look();
          return live() ?? (await searching.use(await createFirst(opened, deps)));
        });
      } finally {
        await alone.release();
      }
    },
    change: (next) =>
      inTurn(async () => {
        await opened.add(next);
        const lease = await bringLive(next, deps).catch(async (error: unknown) => {
          await opened.discard(next).catch(() => {});
          throw error;
        });
        await searching.use({ live: next, lease });
      }),
    close: () =>
      inTurn(async () => {
        await searching.end();
        await opened.keep([]);
      }),
  };
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
