import type { Dictionary } from './dictionary.ts';
import type { ImportedFactors } from './imported-factors.ts';
import type { CfModel } from './model.ts';
import type { Neighbours } from './neighbours.ts';

/** What of a model says which items go together. */
export type NeighbourPart = 'neighbours' | 'together' | 'ease';

/** The factors of a model of before. */
export function keptFactors({ factors, users, items }: CfModel): ImportedFactors | undefined {
  return (
    factors && {
      factors: factors.factors,
      users: { ids: factors.users.length === 0 ? [] : users.ids, vectors: factors.users },
      items: { ids: items.ids, vectors: factors.items },
    }
  );
}

/**
 * Neighbours that a model of before knows, by the numbers that its items have in a new training. Items that are new have
 * none, and those that are gone are nobody's.
 */
export function keptNeighbours(model: CfModel, part: NeighbourPart, to: Dictionary): Neighbours | undefined {
  const before = model[part];
  return before && renumber(before, model.items, to);
}

function renumber({ offsets, items, similarities }: Neighbours, from: Dictionary, to: Dictionary): Neighbours {
  const numbers = Int32Array.from(from.ids, (id) => to.indexOf(id));
  const into = {
    offsets: new Uint32Array(to.ids.length + 1),
    items: new Uint32Array(items.length),
    similarities: new Float32Array(items.length),
  };
  let size = 0;
  to.ids.forEach((id, number) => {
    const before = from.indexOf(id);
    // Neighbours may have been found for the first items alone.
    const end = before < 0 ? 0 : (offsets[before + 1] ?? 0);
    for (let at = before < 0 ? 0 : (offsets[before] ?? end); at < end; at++) {
      const other = numbers[items[at]];
      if (other < 0) continue;
      into.items[size] = other;
      into.similarities[size++] = similarities[at];
    }
    into.offsets[number + 1] = size;
  });
  return { ...into, items: into.items.slice(0, size), similarities: into.similarities.slice(0, size) };
}
