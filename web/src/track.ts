import { sendEvents } from './api.ts';
import type { App, Model } from './app.ts';
import { who } from './shopper.ts';
import { PAGE_SIZE } from './state.ts';

interface Deed {
  readonly type: 'click' | 'view' | 'cart' | 'purchase';
  readonly item: string;
  /** The list that showed the item, and its place in it, from 1. */
  readonly queryId?: string | undefined;
  readonly position?: number | undefined;
}

/** Tells what is done here: an item opened from a list or a shelf (click), seen by itself (view). */
export function trackOpened(app: App, model: Model, before: Model | undefined): void {
  const { item, catalog } = model.state;
  if (item === undefined || item === before?.state.item) return;
  const place = placeOf(item, model);
  const deeds: Deed[] = [{ type: 'view', item, ...place }];
  if (place || model.beside) deeds.unshift({ type: 'click', item, ...place });
  send(app, deeds, catalog);
}

export function trackDeed(app: App, type: 'cart' | 'purchase', item: string): void {
  const model = app.model();
  send(app, [{ type, item, ...placeOf(item, model) }], model.state.catalog);
}

function placeOf(item: string, { listing, state, beside }: Model): Pick<Deed, 'queryId' | 'position'> | undefined {
  if (beside) return undefined;
  const at = listing?.hits.findIndex(({ id }) => id === item) ?? -1;
  if (at < 0 || listing?.queryId === undefined) return undefined;
  return { queryId: listing.queryId, position: (state.page - 1) * PAGE_SIZE + at + 1 };
}

/** A server that takes no events from browsers is not asked again while this tab is open. */
const REFUSED = 'vitrine.events-refused';

function send(app: App, deeds: readonly Deed[], catalog: string | undefined): void {
  if (sessionStorage.getItem(REFUSED) !== null) return;
  const at = new Date().toISOString();
  sendEvents(
    deeds.map((deed) => ({ ...who(), ...deed, at })),
    catalog,
  ).then(app.told, (error: unknown) => {
    // Shopping goes on without.
    if (error instanceof Error && 'status' in error && error.status === 401) sessionStorage.setItem(REFUSED, '');
  });
}
