import type { GenerationParts } from './generation-parts.ts';
import { buildIndexes, spacesToIndex, warmIndexes } from './optimise.ts';
import type { Writer } from './writer.ts';

/** Keeps a generation quick: one optimisation at a time, asked for or when memory has much that no index covers. */
export interface Optimiser {
  optimise(onPhase: (phase: string) => void): Promise<void>;
  /** Begins in the background if it is worth while. */
  optimiseWhenDue(): void;
  /** When nothing is going on any more; never fails. */
  settled(): Promise<void>;
}

export function createOptimiser({ state, tables, journal, lance }: GenerationParts, writer: Writer): Optimiser {
  const run = async (onPhase: (phase: string) => void) => {
    const { spaces, stamp } = await writer.alone(async () => {
      const spaces = await spacesToIndex(state, tables);
      for (const each of spaces) each.retaining = true;
      return { spaces, stamp: state.stamp };
    });
    if (spaces.length > 0) await writer.whileIndexing(() => buildIndexes(state, tables, spaces, lance, onPhase));
    onPhase('saving columns');
    await writer.alone(async () => {
      for (const each of spaces) {
        each.fresh.dropThrough(stamp);
        Object.assign(each, { indexed: true, complete: each.retaining });
      }
      await journal.rotate(state);
      if (spaces.length > 0) await tables.refresh();
    });
    if (spaces.length > 0) await warmIndexes(state, tables);
  };
  let running: Promise<void> | undefined;
  const begin = (onPhase: (phase: string) => void): Promise<void> => {
    running ??= run(onPhase).finally(() => {
      running = undefined;
    });
    return running;
  };
  const settled = async () => {
    await running?.catch(() => {});
  };
  return {
    optimise: async (onPhase) => {
      await settled();
      await begin(onPhase);
    },
    optimiseWhenDue: () => {
      const { mostFreshFloats } = state.tuning;
      const isDue = [...state.spaces.values()].some(
        ({ indexed, fresh }) => indexed && fresh.floats > 0.75 * mostFreshFloats,
      );
      // Should it fail, everything is still found, only more slowly; the next write tries again.
      if (isDue) begin(() => {}).catch(() => {});
    },
    settled,
  };
}
