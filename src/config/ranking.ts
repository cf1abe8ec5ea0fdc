import { z } from 'zod';
import { parseCap } from '#src/domain/arranging';
import { VitrineError } from '#src/errors';
import { parseWeights } from '#src/ranking/parse-weights';

const shareError = 'must be a number from 0 to 1';
const share = z.coerce.number({ error: shareError }).min(0, { error: shareError }).max(1, { error: shareError });

/** Texts by commas in the environment, or a list, each read by `parse`. */
const caps = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(','))], {
    error: 'must be a list of caps such as brand:2/10',
  })
  .transform((list, context) => parsed(() => list.filter((one) => one.trim() !== '').map(parseCap), context));

const weights = z
  .union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())], {
    error: 'must be weights of signals such as {"freshness": 0.2}',
  })
  .transform((given, context) => parsed(() => parseWeights(given), context));

/** How searches and lists are ranked unless a request says otherwise. */
export const RANKING_SETTINGS = {
  diversity: { env: 'VITRINE_DIVERSITY', schema: share.default(0) },
  caps: { env: 'VITRINE_CAPS', schema: caps.default([]) },
  popularityDiscount: { env: 'VITRINE_POPULARITY_DISCOUNT', schema: share.default(0) },
  weights: { env: 'VITRINE_WEIGHTS', schema: weights.default({}) },
} as const;

/** What `parse` gives, or its message as the fault of the setting. */
function parsed<Value>(parse: () => Value, context: z.RefinementCtx): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error;
    context.addIssue({ code: 'custom', message: `is not valid: ${error.message.replace(/\.$/u, '')}` });
    return z.NEVER;
  }
}
