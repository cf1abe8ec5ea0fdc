import { ApiError, type Listing, search, similar } from './api.ts';
import { pictureOf } from './picture.ts';
import { addressOf, listKey, PAGE_SIZE, readState, type State } from './state.ts';

/** What is shown, and what is going on. */
export interface Model {
  readonly state: State;
  /** The last answer; it stays while the next one is on its way. */
  readonly listing: Listing | undefined;
  readonly error: ApiError | undefined;
  /** Whether an answer is on its way, and whether it takes so long that something should show it. */
  readonly asking: boolean;
  readonly slow: boolean;
  /** Whether the open item was opened beside the list: from a shelf. */
  readonly beside: boolean;
  /** How often the server heard of something done here: what follows the shopper may have changed. */
  readonly deeds: number;
  /** What `deeds` was when the list was ranked. */
  readonly rankedAfter: number;
}

export interface App {
  readonly model: () => Model;
  /** Goes to a changed state. Anything but another page or view starts at the first page again. */
  go(change: Partial<State>, options?: { readonly replace?: boolean; readonly beside?: boolean }): void;
  /** Asks again for what is shown. */
  retry(): void;
  /** Asks anew, from the first page, without going back to a list that was kept: for somebody else, or after a deed. */
  refresh(): void;
  /** The server has heard of something done here. */
  told(): void;
  /** Back to where the open item was opened from. */
  closeItem(): void;
}

/** Time without an answer after which something is shown to move. */
const PATIENCE_MS = 150;
const KEEPS_PAGE = new Set(['page', 'view', 'item']);

interface HistoryEntry {
  readonly queryId?: string | undefined;
  /** Whether this page went here itself, so going back stays in the shop. */
  readonly own?: boolean;
}

/** `home` is the catalog of an address that names none; undefined for the server's own. */
export function createApp(onChange: (model: Model, before: Model) => void, home?: string): App {
  const stateHere = (): State => {
    const state = readState(location.search);
    return { ...state, catalog: state.catalog ?? home };
  };
  let model: Model = {
    state: stateHere(),
    listing: undefined,
    error: undefined,
    asking: false,
    slow: false,
    beside: false,
    deeds: 0,
    rankedAfter: 0,
  };
  /** By `queryId` what `deeds` was when the list was ranked: what is replayed later is as it was then. */
  const rankedAfter = new Map<string | undefined, number>();
  let running = new AbortController();
  let shownList = '';

  const update = (change: Partial<Model>) => {
    const before = model;
    model = { ...model, ...change };
    onChange(model, before);
  };

  const load = async () => {
    const { state, deeds } = model;
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const patience = setTimeout(() => update({ slow: true }), PATIENCE_MS);
    update({ asking: true });
    try {
      const listing = await fetchListing(state, queryIdFor(state), signal);
      shownList = listKey(state);
      history.replaceState({ ...entry(), queryId: listing.queryId }, '');
      const { queryId } = listing;
      if (!rankedAfter.has(queryId)) rankedAfter.set(queryId, deeds);
      update({ listing, rankedAfter: rankedAfter.get(queryId) ?? deeds, error: undefined, asking: false, slow: false });
    } catch (error) {
      if (signal.aborted) return;
      update({ error: error instanceof ApiError ? error : new ApiError(0, String(error)), asking: false, slow: false });
    } finally {
      clearTimeout(patience);
    }
  };

  /** A page of the list that is shown, or was when this entry of the history was made, is replayed. */
  const queryIdFor = (state: State): string | undefined => {
    if (entry().queryId !== undefined) return entry().queryId;
    return listKey(state) === shownList && state.page > 1 ? model.listing?.queryId : undefined;
  };

  const enter = (state: State, beside = false) => {
    const changed = listKey(state) !== listKey(model.state) || state.page !== model.state.page;
    update({ state, beside });
    if (changed) void load();
  };

  addEventListener('popstate', () => enter(stateHere()));
  if (isReload()) history.replaceState({ own: entry().own }, '');
  void load();
  return {
    model: () => model,
    go: (change, { replace = false, beside = false } = {}) => {
      const keepsPage = Object.keys(change).every((name) => KEEPS_PAGE.has(name));
      const state = { ...model.state, ...(keepsPage ? {} : { page: 1 }), ...change };
      if (replace) history.replaceState({ own: entry().own }, '', addressOf(state));
      else
        history.pushState(
          {
            own: true,
            ...(listKey(state) === shownList && state.page === model.state.page && { queryId: entry().queryId }),
          },
          '',
          addressOf(state),
        );
      enter(state, beside);
    },
    retry: () => void load(),
    refresh: () => {
      shownList = '';
      const state = { ...model.state, page: 1 };
      history.replaceState({ own: entry().own }, '', addressOf(state));
      update({ state });
      void load();
    },
    told: () => update({ deeds: model.deeds + 1 }),
    closeItem: () => {
      if (entry().own) return history.back();
      const state = { ...model.state, item: undefined };
      history.replaceState(entry(), '', addressOf(state));
      enter(state);
    },
  };
}

/** Whether the shopper asked for this page anew, which is no way back to what was there. */
function isReload(): boolean {
  const [visit] = performance.getEntriesByType('navigation');
  return visit instanceof PerformanceNavigationTiming && visit.type === 'reload';
}

function entry(): HistoryEntry {
  return (history.state as HistoryEntry | null) ?? {};
}

async function fetchListing(state: State, queryId: string | undefined, signal: AbortSignal): Promise<Listing> {
  if (state.like !== undefined) return similar(state.like, state.catalog, PAGE_SIZE, signal);
  if (state.picture === undefined || pictureOf(state.picture) !== undefined) return search(state, queryId, signal);
  const listing = await search({ ...state, picture: undefined }, queryId, signal);
  const text = 'The picture of this address is only on the device it came from: add it again to search by it.';
  return { ...listing, notices: [{ text }, ...listing.notices] };
}
