import type { Dictionary } from './dictionary.ts';
import type { ImportedFactors } from './imported-factors.ts';
import type { CfModel } from './model.ts';
import type { Neighbours } from './neighbours.ts';

/** What a model of before knows, by the numbers that its items have in a new training. */
export interface KeptParts {
  readonly factors: ImportedFactors | undefined;
  readonly neighbours: Neighbours | undefined;
  readonly together: Neighbours | undefined;
  readonly ease: Neighbours | undefined;
}

/** Items that are new have no neighbours, and those that are gone are nobody's. */
export function keptParts({ factors, users, items, ...model }: CfModel, to: Dictionary): KeptParts {
  const { neighbours, together, ease } = model;
  const renumbered = (part: Neighbours | undefined) => part && renumber(part, items, to);
  return {
    factors: factors && {
      factors: factors.factors,
      users: { ids: users.ids, vectors: factors.users },
      items: { ids: items.ids, vectors: factors.items },
    },
    neighbours: renumbered(neighbours),
    together: renumbered(together),
    ease: renumbered(ease),
  };
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
