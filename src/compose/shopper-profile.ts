import { interestLines } from '#src/cf/interest-lines';
import { describeInterests, type InterestProfile, interestProfile, type PriceBand } from '#src/cf/interest-profile';
import { type Shopper, TELLING_TYPES } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import type { StateStore } from '#src/ports/records';
import type { Summarise } from '#src/understanding/interests/summarise';
import type { InterestSummary } from '#src/understanding/interests/summary';
import { NO_MODEL } from './language.ts';

export interface ShopperProfile extends Omit<InterestProfile, 'newest' | 'price'> {
  readonly sentence: string;
  readonly price: PriceBand | null;
  /** By a language model, if that was asked for; null of a shopper of whom nothing is known. */
  readonly summary?: InterestSummary | null;
}

/**
 * What the shopper's newest events say of their taste, in numbers and in a sentence; with `summarise`, a language model
 * says it, too. Throws `invalid_configuration` without one and `web_unavailable` when it does not answer.
 */
export type Profile = (
  catalog: string,
  shopper: Shopper,
  options?: { readonly summarise?: boolean | undefined },
) => Promise<ShopperProfile>;

export interface ProfileDeps {
  readonly state: Pick<StateStore, 'events' | 'records'>;
  /** Null where no language model is configured. */
  readonly summarise: Summarise | null;
}

/** Newest events that a profile is made of. */
const PROFILED = 1_000;

export function createProfile({ state: { events, records }, summarise }: ProfileDeps): Profile {
  return async (catalog, shopper, options = {}) => {
    const ask = options.summarise ? summarise : undefined;
    if (ask === null) throw new VitrineError('invalid_configuration', NO_MODEL);
    const done = await events.newest(catalog, shopper, { limit: PROFILED, types: TELLING_TYPES });
    const ids = [...new Set(done.map(({ item }) => item))];
    const known = await records.get(catalog, ids);
    const items = new Map(ids.map((id, index) => [id, known[index]?.item]));
    const found = interestProfile(done, (id) => items.get(id));
    const { newest: _, price, ...profile } = found;
    const lines = interestLines(found);
    return {
      ...{ sentence: describeInterests(found), ...profile, price: price ?? null },
      ...(ask && { summary: lines === '' ? null : await ask(catalog, lines) }),
    };
  };
}
