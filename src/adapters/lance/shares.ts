import type { GenerationManifest } from '#src/domain/generation';
import { VitrineError } from '#src/errors';
import type { Generation } from '#src/ports/generations';

/**
 * Generations that are open, by folder. Whoever opens one that is open already shares it: two that write to one folder
 * would overwrite each other's columns.
 */
export interface Shares {
  /** A handle of the open generation, or of the one that `open` gives. It is closed when every handle is. */
  hold(folder: string, manifest: GenerationManifest, open: () => Promise<Generation>): Promise<Generation>;
  /** Removes the folder: at once, or when the last handle is closed. */
  drop(folder: string, remove: () => Promise<void>): Promise<void>;
}

interface Share {
  readonly opening: Promise<Generation>;
  handles: number;
  /** Set when the last handle was closed; settles when the folder is free. */
  closing: Promise<void> | undefined;
  remove: (() => Promise<void>) | undefined;
}

export function createShares(): Shares {
  const shares = new Map<string, Share>();

  const release = (folder: string, share: Share): Promise<void> => {
    if (--share.handles > 0) return Promise.resolve();
    share.closing = share.opening
      .then((generation) => generation.close())
      .finally(async () => {
        await share.remove?.();
        shares.delete(folder);
      });
    return share.closing;
  };
  const join = (folder: string, open: () => Promise<Generation>): Share => {
    const known = shares.get(folder);
    if (known) {
      if (known.remove) throw inUse(folder);
      known.handles++;
      return known;
    }
    const share: Share = { opening: open(), handles: 1, closing: undefined, remove: undefined };
    shares.set(folder, share);
    // A failure is the caller's; the next one tries again.
    share.opening.catch(() => shares.delete(folder));
    return share;
  };
  return {
    hold: async (folder, manifest, open) => {
      for (let closing = shares.get(folder)?.closing; closing; closing = shares.get(folder)?.closing)
        await closing.catch(() => {});
      const share = join(folder, open);
      return handleOf(await share.opening, manifest, () => release(folder, share));
    },
    drop: async (folder, remove) => {
      const share = shares.get(folder);
      if (share) share.remove = remove;
      else await remove();
    },
  };
}

/** The generation under the manifest that it was asked for by; closing it twice is closing it once. */
function handleOf(generation: Generation, manifest: GenerationManifest, release: () => Promise<void>): Generation {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= release();
    return closed;
  };
  // Everything else, the sequence that changes too, is that of the generation.
  return Object.create(generation, {
    manifest: { value: manifest, enumerable: true },
    close: { value: close, enumerable: true },
  }) as Generation;
}

function inUse(folder: string): VitrineError {
  return new VitrineError('data_folder_held', `${folder} is still being searched. Try again in a moment.`);
}
