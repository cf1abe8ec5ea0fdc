/** Ids numbered in the order in which they come. */
export interface Dictionary {
  readonly size: number;
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
    get size() {
      return ids.length;
    },
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

/** Ids that are the numbers themselves, `0` to `size` − 1: of users whose names are somewhere else. */
export function numberedIds(size: number): Dictionary {
  return {
    size,
    get ids() {
      return Array.from({ length: size }, (_, number) => String(number));
    },
    indexOf: (id) => (/^(?:0|[1-9]\d*)$/u.test(id) && Number(id) < size ? Number(id) : -1),
  };
}
