import type { Generation } from '#src/ports/generations';
import type { SpaceQuery } from './embed.ts';
import type { LegOutcome } from './retrieve.ts';

/**
 * The outcomes with, for every leg of a space of texts, the similarity of the other legs' candidates that it did not
 * return. Without it an item that has all the words but comes late in the leg would count as far off: on the development
 * half of `homedepot` that costs .023 of recall@100 and .019 of nDCG@10 of rated items. And whether an item belongs, and
 * its score, would depend on how far the leg reached, and on what a search of a graph happened to miss.
 */
export async function complete(
  outcomes: readonly LegOutcome[],
  spaces: readonly SpaceQuery[],
  generation: Generation,
): Promise<readonly LegOutcome[]> {
  const candidates = [...new Set(outcomes.flatMap(({ result }) => result.ids))];
  const queries = new Map(spaces.map(({ space, vector }) => [space.name, vector]));
  const missing = outcomes.map(({ signal, result }) => {
    if (signal !== 'text' || !result.cut) return [];
    const returned = new Set(result.ids);
    return candidates.filter((id) => !returned.has(id));
  });
  return Promise.all(
    outcomes.map(async (outcome, index) => {
      const query = outcome.space === undefined ? undefined : queries.get(outcome.space);
      if (!query || missing[index]!.length === 0) return outcome;
      return { ...outcome, further: await generation.similarities(outcome.space!, query, missing[index]!) };
    }),
  );
}
