/** Ids numbered in the order in which they come. */
export interface Dictionary {
  readonly ids: readonly string[];
  /** The number of an id, or −1. */
  indexOf(id: string): number;
}

export interface GrowingDictionary extends Dictionary {
  /** The number of an id, given to it when it is new. */
  add(id: string): number;
}

/** `ids` must not repeat. */
export function createDictionary(initial: readonly string[] = []): GrowingDictionary {
  const ids = [...initial];
  const numbers = new Map(ids.map((id, index) => [id, index]));
  return {
    ids,
    indexOf: (id) => numbers.get(id) ?? -1,
    add(id) {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      return ids.push(id) - 1;
    },
  };
}
