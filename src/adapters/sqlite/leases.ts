import { VitrineError } from '#src/errors';
import type { Lease, Leases } from '#src/ports/leases';

/** Leases within this process, which is the only one. */
export function createLeases(): Leases {
  /** Who waits for each name that is held, in their order. */
  const held = new Map<string, (() => void)[]>();
  const leaseOf = (name: string): Lease =>
    lease(() => {
      const next = held.get(name)?.shift();
      if (next) next();
      else held.delete(name);
    });
  const tryHold = (name: string): Lease | undefined => {
    if (held.has(name)) return undefined;
    held.set(name, []);
    return leaseOf(name);
  };
  return {
    tryHold: async (name) => tryHold(name),
    hold: async (name, signal) => {
      if (signal.aborted) throw interrupted(name);
      const free = tryHold(name);
      if (free) return free;
      const waiting = held.get(name)!;
      return new Promise((resolve, reject) => {
        const take = () => {
          signal.removeEventListener('abort', giveUp);
          resolve(leaseOf(name));
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(take), 1);
          reject(interrupted(name));
        };
        waiting.push(take);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}

/** Leases that any number may have at the same time. */
export interface Shares {
  share(name: string): Lease;
  isShared(name: string): boolean;
}

export function createShares(): Shares {
  /** By name, how many have it. */
  const counts = new Map<string, number>();
  const add = (name: string, more: 1 | -1): void => {
    const count = (counts.get(name) ?? 0) + more;
    if (count > 0) counts.set(name, count);
    else counts.delete(name);
  };
  return {
    share: (name) => {
      add(name, 1);
      return lease(() => add(name, -1));
    },
    isShared: (name) => counts.has(name),
  };
}

function lease(onRelease: () => void): Lease {
  let isHeld = true;
  return {
    isHeld: async () => isHeld,
    release: async () => {
      if (isHeld) onRelease();
      isHeld = false;
    },
  };
}

function interrupted(name: string): VitrineError {
  return new VitrineError('interrupted', `Interrupted while waiting for "${name}".`);
}
