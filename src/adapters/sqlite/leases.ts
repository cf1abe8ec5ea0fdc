import { VitrineError } from '#src/errors';
import type { Lease, Leases } from '#src/ports/leases';

/** Leases within this process, which is the only one. */
export function createLeases(): Leases {
  /** Who waits for each name that is held, in their order. */
  const held = new Map<string, (() => void)[]>();
  const leaseOf = (name: string): Lease => {
    let isHeld = true;
    return {
      isHeld: async () => isHeld,
      release: async () => {
        if (!isHeld) return;
        isHeld = false;
        const next = held.get(name)?.shift();
        if (next) next();
        else held.delete(name);
      },
    };
  };
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

function interrupted(name: string): VitrineError {
  return new VitrineError('interrupted', `Interrupted while waiting for "${name}".`);
}
