import { setImmediate } from 'node:timers/promises';
import { historyOf, NO_HISTORY } from '#src/cf/history';
import { decodeModel } from '#src/cf/model-file';
import { type EventType, type ShopEvent, type Shopper, TELLING_TYPES } from '#src/domain/event';
import type { EventLog } from '#src/ports/events';
import type { ModelStore } from '#src/ports/models';
import type { Notices } from '#src/ports/notices';
import { type Behaviour, createBehaviour } from '#src/ranking/behaviour';
import type { BehaviourSource } from '#src/search/behaviour';
import { CF_MODEL } from './training/published.ts';

export interface BehaviourDeps {
  readonly catalog: string;
  readonly models: ModelStore;
  readonly events: EventLog;
  readonly notices: Notices;
}

export interface LiveBehaviour extends BehaviourSource {
  /** The live model; undefined while nothing is trained. */
  current(): Promise<LoadedBehaviour | undefined>;
  /** The newest events of a shopper, and older ones of what was bought or spoken against; the newest first. */
  events(shopper: Shopper): Promise<readonly ShopEvent[]>;
  close(): void;
}

export interface LoadedBehaviour {
  readonly version: string;
  readonly behaviour: Behaviour;
  readonly buysAgain: boolean;
}

/** Newest events of a shopper that are looked at. */
const EVENTS = 300;
/** What lists have to know for longer, however much was looked at since: what was bought or spoken against. */
const LASTING: readonly EventType[] = ['purchase', 'dislike', 'rating'];
const LASTING_EVENTS = 1_000;
/** From this share of what was bought again on, what a shopper owns comes first by default. */
const BUYS_AGAIN = 0.05;

/** Follows the published model of a catalog: loads it when it is first asked for, and again when there is another. */
export function followBehaviour({ catalog, models, events, notices }: BehaviourDeps): LiveBehaviour {
  let loaded: LoadedBehaviour | undefined;
  let loading: Promise<void> | undefined;
  let isStale = true;
  const stop = notices.subscribe((notice) => {
    if (notice.kind === 'unsure' || (notice.kind === 'models' && notice.catalog === catalog)) isStale = true;
  });
  const look = async (): Promise<void> => {
    isStale = false;
    const live = await models.live(catalog, CF_MODEL);
    if (!live || live.version === loaded?.version) return;
    const bytes = await models.load(catalog, CF_MODEL, live.version);
    // Replaced while it was read: there is a newer one.
    if (!bytes) isStale = true;
    else {
      const { boughtAgain } = live.about;
      const buysAgain = typeof boughtAgain === 'number' && boughtAgain >= BUYS_AGAIN;
      // Checking what was read and preparing it both take their time; others may go between.
      const model = decodeModel(new Uint8Array(bytes));
      await setImmediate();
      loaded = { version: live.version, behaviour: createBehaviour(model), buysAgain };
    }
  };
  const refresh = (): Promise<void> => {
    loading ??= look()
      .catch((error: unknown) => {
        isStale = true;
        throw error;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };
  const current = async (): Promise<LoadedBehaviour | undefined> => {
    // With a model at hand nobody waits for the next one.
    if (isStale && loaded) refresh().catch(() => {});
    else if (isStale || loading) await refresh();
    return loaded;
  };
  const newestOf = (shopper: Shopper) => events.newest(catalog, shopper, { limit: EVENTS, types: TELLING_TYPES });
  const eventsOf = async (shopper: Shopper) => {
    const newest = await newestOf(shopper);
    if (newest.length < EVENTS) return newest;
    const known = new Set(newest.map(({ id }) => id));
    const lasting = await events.newest(catalog, shopper, { limit: LASTING_EVENTS, types: LASTING });
    return [...newest, ...lasting.filter(({ id }) => !known.has(id))];
  };
  return {
    current,
    events: eventsOf,
    view: async ({ user, session, personalise }) => {
      const live = await current();
      if (!live) return undefined;
      const { behaviour, buysAgain } = live;
      const shopper = { ...(user !== undefined && { user }), ...(session !== undefined && { session }) };
      const isKnown = personalise && (user !== undefined || session !== undefined);
      const done = isKnown ? await newestOf(shopper) : [];
      const history = done.length > 0 ? historyOf(done, behaviour.model.items) : NO_HISTORY;
      return { behaviour, history, buysAgain };
    },
    close: stop,
  };
}
