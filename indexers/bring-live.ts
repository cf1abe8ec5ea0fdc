import { VitrineError } from '#src/errors';
import type { Lease } from '#src/ports/leases';
import { catchUp } from './catch-up.ts';
import { type Live, type LiveDeps, makeLive } from './live.ts';

/**
 * Brings a generation up to the log and makes it the live one. Before that it is said to be searched: what is logged by then
 * is brought in here, and what comes later by those who acknowledge it. So from its first search on it has all that was
 * acknowledged. Answers the lease of searching it. Throws `interrupted`, with the one before still live.
 */
export async function bringLive(next: Live, deps: LiveDeps): Promise<Lease> {
  const { id } = next.generation.manifest;
  const lease = await deps.state.generations.searching(deps.catalog, id);
  try {
    await catchUp(next, deps);
    if (!(await lease.isHeld()))
      throw new VitrineError(
        'interrupted',
        'The connection to the database broke before the index was changed over. The same command goes on from there.',
      );
    await makeLive(id, deps);
    return lease;
  } catch (error) {
    await lease.release();
    throw error;
  }
}
