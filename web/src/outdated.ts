import type { Model } from './app.ts';
import { isBrowsing } from './state.ts';

/** Whether something was done here since the list was ranked, so that its order would be another now. */
export function isOutdated({ state, listing, deeds, rankedAfter }: Model): boolean {
  const followsShopper = state.sort === undefined && state.like === undefined && !isBrowsing(state);
  return followsShopper && deeds > rankedAfter && listing !== undefined && listing.hits.length > 1;
}
