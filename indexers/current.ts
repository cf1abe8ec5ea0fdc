import { isDeepStrictEqual } from 'node:util';
import { VitrineError } from '#src/errors';
import { SAMPLED_ITEMS } from './generation.ts';
import { createLive, type Live, type LiveDeps, openLive, renewed } from './live.ts';
import { createQueue } from './stream.ts';

/** The generation of a catalog that this process uses: the live one, which other processes may change. */
export interface Current {
  live(): Live | undefined;
  /** Moves to the generation that is live, if that is another one by now; answers whether it is. */
  look(): Promise<boolean>;
  /** Creates the catalog's first generation, unless another process has done so. */
  first(signal: AbortSignal): Promise<Live>;
  /** Uses another generation from now on; runs `change`, which makes it live, while nobody looks. */
  change(next: Live, change: () => Promise<void>): Promise<void>;
  /** The same generation under another manifest. */
  renew(live: Live): void;
  /** Why the generation that is live cannot be used here, so that this process goes on with the one before. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/** Generations that were used before and may still answer a search; older ones are closed. */
const RETIRED = 1;

/** The lease of whoever makes or drops generations of a catalog. */
export function generationsLease(catalog: string): string {
  return `generations of ${catalog}`;
}

export async function openCurrent(deps: LiveDeps): Promise<Current> {
  const { catalog, state } = deps;
  const inTurn = createQueue();
  const retired: Live[] = [];
  let live = await openLive(deps);
  let trouble: string | undefined;

  const use = async (next: Live): Promise<void> => {
    if (live && live.generation.manifest.id !== next.generation.manifest.id) retired.push(live);
    live = next;
    trouble = undefined;
    while (retired.length > RETIRED) await retired.shift()?.generation.close();
  };
  const lookNow = async (): Promise<boolean> => {
    const manifest = await state.generations.live(catalog);
    if (!manifest) return false;
    const used = live?.generation.manifest;
    if (live && used?.id === manifest.id) {
      trouble = undefined;
      if (!isDeepStrictEqual(used, manifest)) live = renewed(live, manifest);
      return false;
    }
    try {
      const next = await openLive(deps);
      if (next) await use(next);
      return next !== undefined;
    } catch (error) {
      // Built for other models, say: until this process is replaced, it answers from what it has.
      if (!(error instanceof VitrineError && error.code === 'generation_incompatible') || !live) throw error;
      trouble = error.message;
      return false;
    }
  };
  return {
    live: () => live,
    trouble: () => trouble,
    look: () => inTurn(lookNow),
    first: async (signal) => {
      const lease = await state.leases.hold(generationsLease(catalog), signal);
      try {
        return await inTurn(async () => {
          await lookNow();
          live ??= await createLive(await state.records.changesAfter(catalog, 0, SAMPLED_ITEMS), deps);
          return live;
        });
      } finally {
        await lease.release();
      }
    },
    change: (next, change) =>
      inTurn(async () => {
        await change();
        await use(next);
      }),
    renew: (next) => {
      if (live?.generation.manifest.id === next.generation.manifest.id) live = next;
    },
    close: () =>
      inTurn(async () => {
        await live?.generation.close();
        for (const { generation } of retired) await generation.close();
      }),
  };
}
