import { PARTS } from '#src/cf/parts';
import { QUERY_CLASSES } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import { SIGNAL_NAMES } from './signals/list.ts';
import type { WeightOverrides } from './weights.ts';

/** What lists are weighed by: `list.together` is the weight that a signal has there, beside the classes of queries. */
export const LIST_CLASS = 'list';
/** The parts of the list for a shopper, and what every list loses. */
const LIST_SIGNALS: readonly string[] = [...PARTS, 'availability'];

const GREATEST = 100;

/** What may be weighed in searches; an identifier always comes first. */
const SEARCH_SIGNALS: readonly string[] = SIGNAL_NAMES.filter((name) => name !== 'identifier');

/** Throws `invalid_request` for a signal or class that does not exist, and for a weight that is none. */
export function checkWeights(overrides: Readonly<Record<string, unknown>>): WeightOverrides {
  for (const [key, weight] of Object.entries(overrides)) {
    const name = checkName(key);
    // It is a part of the score.
    const most = name === 'availability' ? 1 : GREATEST;
    if (!(typeof weight === 'number' && weight >= 0 && weight <= most))
      fail(`The weight of "${key}" must be a number from 0 to ${most}, not ${JSON.stringify(String(weight))}.`);
  }
  // Every value was found to be a number.
  return overrides as WeightOverrides;
}

/** The name of the signal in `signal` or `class.signal`. */
function checkName(key: string): string {
  const dot = key.indexOf('.');
  const [place, name] = dot < 0 ? [undefined, key] : [key.slice(0, dot), key.slice(dot + 1)];
  if (place !== undefined && place !== LIST_CLASS && !(QUERY_CLASSES as readonly string[]).includes(place))
    fail(
      `There is no class of queries "${place}" to weigh "${name}" in. Classes are ${QUERY_CLASSES.join(', ')}, and ` +
        `${LIST_CLASS} for recommendation lists.`,
    );
  const names = place === LIST_CLASS ? LIST_SIGNALS : SEARCH_SIGNALS;
  if (!names.includes(name)) {
    const where = place === LIST_CLASS ? ' in lists' : '';
    fail(`There is no signal "${name}" to weigh${where}. Signals are ${names.join(', ')}.`);
  }
  return name;
}

function fail(message: string): never {
  throw new VitrineError('invalid_request', message);
}
