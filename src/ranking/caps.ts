/** A cap over a list: at most `most` items of one value among its first `first` places. */
export interface ListCap {
  readonly most: number;
  readonly first: number;
  /** The values of an item, as numbers or folded texts, each once; without any no cap holds it back. */
  readonly valuesOf: (item: number) => Iterable<string | number>;
}

/**
 * The list with every cap kept: on each place comes the first item left that breaks none, and where all of them would
 * break one, the first item left, for no place stays empty and no item is lost. Behind the places of the caps the rest
 * follows in its order.
 */
export function applyCaps(list: readonly number[], caps: readonly ListCap[]): number[] {
  const counted = caps.map((cap) => ({ ...cap, counts: new Map<string | number, number>() }));
  const places = Math.min(list.length, Math.max(0, ...caps.map(({ first }) => first)));
  const left = [...list];
  const arranged: number[] = [];
  while (arranged.length < places) {
    const open = counted.filter(({ first }) => arranged.length < first);
    const found = left.findIndex((item) => open.every((cap) => isWithin(cap, item)));
    const [item] = left.splice(Math.max(0, found), 1);
    for (const { counts, valuesOf } of counted)
      for (const value of valuesOf(item!)) counts.set(value, (counts.get(value) ?? 0) + 1);
    arranged.push(item!);
  }
  return [...arranged, ...left];
}

function isWithin(
  { most, counts, valuesOf }: ListCap & { readonly counts: ReadonlyMap<string | number, number> },
  item: number,
): boolean {
  for (const value of valuesOf(item)) if ((counts.get(value) ?? 0) >= most) return false;
  return true;
}
