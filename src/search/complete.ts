import type { Generation } from '#src/ports/generations';
import type { SpaceQuery } from './embed.ts';
import type { LegOutcome } from './retrieve.ts';

/**
 * How many of the best by words get the true similarity of their texts when the text leg did not reach so far. On the
 * development half of `homedepot` the floor alone costs .023 of recall@100 and .019 of nDCG@10 of rated items; with 100
 * known all but .002 and .001 of it is back.
 */
const COMPLETED = 100;

/**
 * The outcomes with, for every leg of a space of texts, the similarity of the best lexical candidates that it did not
 * return. Without it an item that has all the words but comes late in the leg would count as far off.
 */
export async function complete(
  outcomes: readonly LegOutcome[],
  spaces: readonly SpaceQuery[],
  generation: Generation,
): Promise<readonly LegOutcome[]> {
  const best = outcomes.find(({ signal }) => signal === 'lexical')?.result.ids.slice(0, COMPLETED) ?? [];
  const queries = new Map(spaces.map(({ space, vector }) => [space.name, vector]));
  const missing = outcomes.map(({ signal, result }) => {
    if (signal !== 'text' || !result.cut) return [];
    const returned = new Set(result.ids);
    return best.filter((id) => !returned.has(id));
  });
  return Promise.all(
    outcomes.map(async (outcome, index) => {
      const query = outcome.space === undefined ? undefined : queries.get(outcome.space);
      if (!query || missing[index]!.length === 0) return outcome;
      return { ...outcome, further: await generation.similarities(outcome.space!, query, missing[index]!) };
    }),
  );
}
