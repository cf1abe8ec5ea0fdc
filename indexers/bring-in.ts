import { hasCode } from '#src/errors';
import type { ItemRecord } from '#src/ports/records';
import type { Current } from './current.ts';
import type { Follower } from './follower.ts';
import type { Live } from './live.ts';

/**
 * Brings what is logged into all that any process searches, before its turn. What is about to be searched only after this
 * has asked is brought up to the log by then.
 */
export async function bringIn(changes: readonly ItemRecord[], current: Current, follower: Follower): Promise<void> {
  const bringInto = async (live: Live): Promise<void> => {
    try {
      await writeAhead(changes, live, current, follower);
    } catch (error) {
      // Whoever searched it has moved on or ended since, and it is dropped.
      if (!hasCode(error, 'generation_incompatible') || (await isSearched(live, current))) throw error;
    }
  };
  await Promise.all((await current.searched()).map(bringInto));
}

async function writeAhead(
  changes: readonly ItemRecord[],
  { generation, applier }: Live,
  current: Current,
  follower: Follower,
): Promise<void> {
  const missing = changes.filter(({ sequence }) => sequence > generation.appliedSequence);
  if (missing.length === 0) return;
  const batch = await applier.prepare(missing);
  await applier.writeAhead(batch);
  if (generation.manifest.id === current.live()?.generation.manifest.id) follower.tell(batch);
}

async function isSearched({ generation }: Live, current: Current): Promise<boolean> {
  // It may be this process itself that did not hear that others have moved on, and whose lease ended.
  await current.look();
  const searched = await current.searched();
  return searched.some((other) => other.generation.manifest.id === generation.manifest.id);
}
