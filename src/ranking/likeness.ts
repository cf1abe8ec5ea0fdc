import type { Vectors } from '#src/domain/space';
import type { ItemVectors } from '#src/ports/generations';
import type { Likeness } from './diversify.ts';

/**
 * How alike items are by the vectors that the index has of them: the mean over the spaces that both are in, texts and
 * first pictures, of their cosine, one below 0 as 0. Nothing where they share no space.
 */
export function vectorLikeness(items: readonly (ItemVectors | undefined)[]): Likeness {
  const spaces = items.map((vectors): Vectors => ({ ...vectors?.pictures[0]?.vectors, ...vectors?.text }));
  return (one, other) => {
    let total = 0;
    let shared = 0;
    for (const [space, vector] of Object.entries(spaces[one]!)) {
      const second = spaces[other]![space];
      if (!second) continue;
      let cosine = 0;
      for (let i = 0; i < vector.length; i++) cosine += vector[i]! * second[i]!;
      total += Math.min(1, Math.max(0, cosine));
      shared++;
    }
    return shared > 0 ? total / shared : 0;
  };
}
