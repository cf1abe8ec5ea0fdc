import { createDictionary } from '#src/cf/dictionary';
import type { CfEvent } from '#src/cf/event-weights';
import { itemTerms, narrowestCategory } from '#src/cf/item-terms';
import type { ItemContent } from '#src/cf/train';
import { EVENT_TYPES, type ShopEvent } from '#src/domain/event';
import type { EventLog } from '#src/ports/events';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';

/** All that a training learns from, in a form that goes to another thread cheaply. */
export interface TrainingData {
  readonly users: readonly string[];
  /** Those of the catalog first, as many as `content` has. */
  readonly items: readonly string[];
  /** By item of the catalog. */
  readonly content: readonly ItemContent[];
  /** By event: numbers of its user, item and type (`EVENT_TYPES`), milliseconds since 1970, and its value or NaN. */
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly type: Uint8Array;
  readonly at: Float64Array;
  readonly value: Float32Array;
}

export interface DataOptions {
  readonly catalog: string;
  /** Later events are left out. Milliseconds since 1970. */
  readonly asOf: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvents: (read: number) => void;
}

export interface DataSources {
  readonly events: EventLog;
  readonly records: RecordStore;
  readonly analyser: Pick<Analyser, 'tokens'>;
}

const RECORDS_AT_ONCE = 500;

/** Reads the catalog and its events; impressions say nothing and are passed over. Other work goes on between batches. */
export async function readTrainingData(sources: DataSources, options: DataOptions): Promise<TrainingData> {
  const { ids, content } = await readItems(sources, options);
  const users = createDictionary();
  const items = createDictionary(ids);
  const batches: EventBatch[] = [];
  let read = 0;
  const range = options.asOf === undefined ? {} : { to: options.asOf };
  for await (const events of sources.events.read(options.catalog, { ...range, types: TELLING })) {
    if (options.signal?.aborted) break;
    batches.push(numbered(events, users.add, items.add));
    read += events.length;
    options.onEvents(read);
  }
  const joined = <Name extends keyof EventBatch>(name: Name, into: EventBatch[Name]): EventBatch[Name] => {
    let at = 0;
    for (const batch of batches) {
      into.set(batch[name], at);
      at += batch[name].length;
    }
    return into;
  };
  return {
    users: users.ids,
    items: items.ids,
    content,
    user: joined('user', new Uint32Array(read)) as Uint32Array,
    item: joined('item', new Uint32Array(read)) as Uint32Array,
    type: joined('type', new Uint8Array(read)) as Uint8Array,
    at: joined('at', new Float64Array(read)) as Float64Array,
    value: joined('value', new Float32Array(read)) as Float32Array,
  };
}

const TELLING = EVENT_TYPES.filter((type) => type !== 'impression');

type EventBatch = Pick<TrainingData, 'user' | 'item' | 'type' | 'at' | 'value'>;

function numbered(
  events: readonly ShopEvent[],
  userOf: (id: string) => number,
  itemOf: (id: string) => number,
): EventBatch {
  return {
    user: Uint32Array.from(events, ({ user, session }) => userOf(user ?? `${SESSION}${session}`)),
    item: Uint32Array.from(events, ({ item }) => itemOf(item)),
    type: Uint8Array.from(events, ({ type }) => EVENT_TYPES.indexOf(type)),
    at: Float64Array.from(events, ({ at }) => at),
    value: Float32Array.from(events, ({ value }) => value ?? Number.NaN),
  };
}

/** Before the sessions of shoppers who are not known; a line break is in no id that a shop gives its users. */
const SESSION = 'session\n';

async function readItems({ records, analyser }: DataSources, { catalog, signal }: DataOptions) {
  const ids: string[] = [];
  const content: ItemContent[] = [];
  for (let sequence = 0; !signal?.aborted; ) {
    const changes = await records.changesAfter(catalog, sequence, RECORDS_AT_ONCE);
    for (const { item, deleted } of changes) {
      if (deleted) continue;
      ids.push(item.id);
      content.push({ terms: itemTerms(item, analyser), category: narrowestCategory(item) });
    }
    const last = changes.at(-1);
    if (!last) break;
    sequence = last.sequence;
    await new Promise(setImmediate);
  }
  return { ids, content };
}

/** The events as models take them, those that `keep` lets through. */
export function* cfEvents(
  { users, items, user, item, type, at, value }: TrainingData,
  keep: (at: number) => boolean,
): Iterable<CfEvent> {
  for (let n = 0; n < user.length; n++) {
    if (!keep(at[n]!)) continue;
    const own = Number.isNaN(value[n]!) ? {} : { value: value[n]! };
    yield { user: users[user[n]!]!, item: items[item[n]!]!, type: EVENT_TYPES[type[n]!]!, at: at[n]!, ...own };
  }
}
