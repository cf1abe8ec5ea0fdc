import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { JobRequest } from '#src/adapters/owner/messages';
import { acquireOwner, type OtherOwner, type Owner } from '#src/adapters/owner/owner';

export const job = (...argv: string[]): JobRequest => ({ argv, cwd: '/here', env: {}, terminal: false, columns: 80 });
export const quiet = { out: () => {}, err: () => {} };
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** A data folder for each test; what a test acquires of it is closed afterwards, the last first. */
export interface OwnerFolder {
  readonly dir: string;
  acquire(options?: { patienceMs?: number; dir?: string }): Promise<Owner | OtherOwner>;
  /** Acquires it as the owner. */
  become(options?: { dir?: string }): Promise<Owner>;
  /** Acquires it as another process would that comes second. */
  reach(options?: { dir?: string }): Promise<OtherOwner>;
  closeLater(part: { close(): unknown }): void;
}

export function useOwnerFolder(): OwnerFolder {
  let dir = '';
  const open: { close(): unknown }[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vitrine-owner-test-'));
  });
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await part.close();
    await rm(dir, { recursive: true });
  });
  const acquire: OwnerFolder['acquire'] = async (options = {}) => {
    const ownership = await acquireOwner({ dir, version: '1.2.3', ...options });
    open.push(ownership);
    return ownership;
  };
  return {
    get dir() {
      return dir;
    },
    acquire,
    become: async (options) => {
      const ownership = await acquire(options);
      if (ownership.kind !== 'owner') throw new Error('The folder was held.');
      return ownership;
    },
    reach: async (options) => {
      const ownership = await acquire(options);
      if (ownership.kind !== 'other') throw new Error('The folder was not held.');
      return ownership;
    },
    closeLater: (part) => void open.push(part),
  };
}
