import { checkWeights, type WeightOverrides } from './weights.ts';

/**
 * Weights of signals as written: `freshness:0.2,words.lexical:1`, several of them, or an object. Throws `invalid_request`
 * naming the signal, the weight and what there is.
 */
export function parseWeights(given: string | readonly string[] | Readonly<Record<string, unknown>>): WeightOverrides {
  if (typeof given === 'object' && !Array.isArray(given)) return checkWeights({ ...given });
  const written = [given].flat().flatMap((one) => String(one).split(','));
  const pairs = written
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one): [string, unknown] => {
      const at = one.lastIndexOf(':');
      const [name, weight] = at < 0 ? [one, ''] : [one.slice(0, at).trim(), one.slice(at + 1).trim()];
      return [name, weight === '' ? weight : Number(weight)];
    });
  return checkWeights(Object.fromEntries(pairs));
}
