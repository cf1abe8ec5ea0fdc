import { VitrineError } from '#src/errors';
import type { Lease, Leases } from '#src/ports/leases';

export interface LocalLeases extends Leases {
  /** One that any number may have at the same time, of a name that nobody holds alone. */
  share(name: string): Lease;
  isShared(name: string): boolean;
}

/** Leases within this process, which is the only one. */
export function createLeases(): LocalLeases {
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
  /** By name, how many have it. */
  const shared = new Map<string, number>();
  const share = (name: string, more: 1 | -1): void => {
    const count = (shared.get(name) ?? 0) + more;
    if (count > 0) shared.set(name, count);
    else shared.delete(name);
  };
  return {
    share: (name) => {
      share(name, 1);
      return lease(() => share(name, -1));
    },
    isShared: (name) => shared.has(name),
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
