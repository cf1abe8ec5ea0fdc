import type { Lease, Leases } from '#src/ports/leases';
import type { Notice, Notices } from '#src/ports/notices';

export interface MemoryNotices extends Notices {
  tell(notice: Notice): void;
}

/** Notices of the fake: listeners are called when `tell` is. */
export function memoryNotices(): MemoryNotices {
  const listeners = new Set<(notice: Notice) => void>();
  return {
    tell: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    ready: async () => {},
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Leases of the fake that any number may have. */
export interface MemoryShares {
  share(name: string): Lease;
  isShared(name: string): boolean;
}

export function memoryShares(): MemoryShares {
  const shares: { readonly name: string }[] = [];
  return {
    share: (name) => {
      const share = { name };
      shares.push(share);
      return {
        isHeld: async () => shares.includes(share),
        release: async () => {
          if (shares.includes(share)) shares.splice(shares.indexOf(share), 1);
        },
      };
    },
    isShared: (name) => shares.some((share) => share.name === name),
  };
}

/** Leases of the fake: who waits looks again whenever one is released. */
export function memoryLeases(): Leases {
  const held = new Set<string>();
  let onRelease: (() => void)[] = [];
  const tryHold = (name: string): Lease | undefined => {
    if (held.has(name)) return undefined;
    held.add(name);
    let isHeld = true;
    return {
      isHeld: async () => isHeld,
      release: async () => {
        if (!isHeld) return;
        isHeld = false;
        held.delete(name);
        for (const look of onRelease.splice(0)) look();
      },
    };
  };
  return {
    tryHold: async (name) => tryHold(name),
    hold: async (name, signal) => {
      for (;;) {
        if (signal.aborted) throw new Error(`interrupted while waiting for ${name}`);
        const lease = tryHold(name);
        if (lease) return lease;
        await new Promise<void>((resolve) => {
          onRelease = [...onRelease, resolve];
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
  };
}
