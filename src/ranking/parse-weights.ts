import { checkWeights, LIST_CLASS } from './check-weights.ts';
import type { WeightOverrides } from './weights.ts';

export type WrittenWeights = string | readonly string[] | Readonly<Record<string, unknown>>;

/**
 * Weights of signals as written: `freshness:0.2,words.lexical:1`, several of them, or an object. Throws `invalid_request`
 * naming the signal, the weight and what there is.
 */
export function parseWeights(given: WrittenWeights): WeightOverrides {
  return checkWeights(writtenWeights(given));
}

/** The same of a recommendation list, where `together` is `list.together`. */
export function parseListWeights(given: WrittenWeights): WeightOverrides {
  const named = Object.entries(writtenWeights(given)).map(([name, weight]) => [
    name.startsWith(`${LIST_CLASS}.`) ? name : `${LIST_CLASS}.${name}`,
    weight,
  ]);
  return checkWeights(Object.fromEntries(named));
}

function writtenWeights(given: WrittenWeights): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && !Array.isArray(given)) return { ...given };
  const written = [given].flat().flatMap((one) => String(one).split(','));
  const pairs = written
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one): [string, unknown] => {
      const at = one.lastIndexOf(':');
      const [name, weight] = at < 0 ? [one, ''] : [one.slice(0, at).trim(), one.slice(at + 1).trim()];
      const number = Number(weight);
      // What is no number is told of as it was written.
      return [name, weight === '' || Number.isNaN(number) ? weight : number];
    });
  return Object.fromEntries(pairs);
}
