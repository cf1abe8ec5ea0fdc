import { sendEvents } from './api.ts';
import type { Model } from './app.ts';
import { who } from './shopper.ts';
import { PAGE_SIZE } from './state.ts';

interface Deed {
  readonly type: 'click' | 'view' | 'cart';
  readonly item: string;
  /** The list that showed the item, and its place in it, from 1. */
  readonly queryId?: string | undefined;
  readonly position?: number | undefined;
}

/** Tells what is done here: an item opened from a list (click), seen by itself (view). */
export function trackOpened(model: Model, before: Model | undefined): void {
  const { item, catalog } = model.state;
  if (item === undefined || item === before?.state.item) return;
  const place = placeOf(item, model);
  const deeds: Deed[] = [{ type: 'view', item, ...place }];
  if (place) deeds.unshift({ type: 'click', item, ...place });
  send(deeds, catalog);
}

export function trackCart(item: string, model: Model): void {
  send([{ type: 'cart', item, ...placeOf(item, model) }], model.state.catalog);
}

function placeOf(item: string, { listing, state }: Model): Pick<Deed, 'queryId' | 'position'> | undefined {
  const at = listing?.hits.findIndex(({ id }) => id === item) ?? -1;
  if (at < 0 || listing?.queryId === undefined) return undefined;
  return { queryId: listing.queryId, position: (state.page - 1) * PAGE_SIZE + at + 1 };
}

/** A server that takes no events from browsers is not asked again while this tab is open. */
const REFUSED = 'vitrine.events-refused';

function send(deeds: readonly Deed[], catalog: string | undefined): void {
  if (sessionStorage.getItem(REFUSED) !== null) return;
  const at = new Date().toISOString();
  sendEvents(
    deeds.map((deed) => ({ ...who(), ...deed, at })),
    catalog,
  ).catch((error: unknown) => {
    // Shopping goes on without.
    if (error instanceof Error && 'status' in error && error.status === 401) sessionStorage.setItem(REFUSED, '');
  });
}
