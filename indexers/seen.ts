/** Which ids a run has met, in 16 to 32 bytes an id however long it is. */
export interface SeenIds {
  /** Answers whether the id was there before. Two ids are taken for one with a chance of about n² / 2⁶⁵. */
  add(id: string): boolean;
  has(id: string): boolean;
}

/** Open addressing over 64-bit hashes, each in two halves; a half of zero in both places means an empty slot. */
export function createSeenIds(): SeenIds {
  let slots = 1024;
  let halves = new Uint32Array(slots * 2);
  let count = 0;

  /** The slot that has it, or the empty one that would take it. */
  const slotOf = (first: number, second: number): number => {
    for (let slot = first & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const low = halves[slot * 2]!;
      const high = halves[slot * 2 + 1]!;
      if ((low === first && high === second) || (low === 0 && high === 0)) return slot;
    }
  };
  const isTaken = (slot: number): boolean => halves[slot * 2] !== 0 || halves[slot * 2 + 1] !== 0;
  const insert = (first: number, second: number): boolean => {
    const slot = slotOf(first, second);
    if (isTaken(slot)) return true;
    halves[slot * 2] = first;
    halves[slot * 2 + 1] = second;
    return false;
  };
  const grow = (): void => {
    const old = halves;
    slots *= 2;
    halves = new Uint32Array(slots * 2);
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0 || old[at + 1] !== 0) insert(old[at]!, old[at + 1]!);
  };

  return {
    has: (id) => isTaken(slotOf(...halvesOf(id))),
    add(id) {
      const known = insert(...halvesOf(id));
      if (!known && ++count * 2 > slots) grow();
      return known;
    },
  };
}

/** A first half of zero would look like an empty slot. */
function halvesOf(id: string): [number, number] {
  return [fnv1a(id, 0x811c9dc5) || 1, fnv1a(id, 0x9747b28c)];
}

/** FNV-1a over UTF-16 units with another start for another hash, mixed at the end as MurmurHash3 does. */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
