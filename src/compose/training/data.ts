import { createDictionary } from '#src/cf/dictionary';
import type { CfEvent } from '#src/cf/event-weights';
import { itemTerms, narrowestCategory } from '#src/cf/item-terms';
import type { ItemContent } from '#src/cf/train';
import { EVENT_TYPES, type ShopEvent, TELLING_TYPES } from '#src/domain/event';
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
  const columns = createColumns(await countTelling(sources.events, options.catalog));
  const range = options.asOf === undefined ? {} : { to: options.asOf };
  for await (const events of sources.events.read(options.catalog, { ...range, types: TELLING_TYPES })) {
    if (options.signal?.aborted) break;
    columns.add(events, users.add, items.add);
    options.onEvents(columns.size());
  }
  return { users: users.ids, items: items.ids, content, ...columns.build() };
}

type EventColumns = Pick<TrainingData, 'user' | 'item' | 'type' | 'at' | 'value'>;

async function countTelling(events: EventLog, catalog: string): Promise<number> {
  const { byType } = await events.counts(catalog);
  return TELLING_TYPES.reduce((sum, type) => sum + (byType[type] ?? 0), 0);
}

/** Events as columns, 21 bytes each; room for as many as there are, and more when some come meanwhile. */
function createColumns(expected: number) {
  let columns = allocate(expected);
  let size = 0;
  return {
    size: () => size,
    add(events: readonly ShopEvent[], userOf: (id: string) => number, itemOf: (id: string) => number): void {
      if (size + events.length > columns.at.length) {
        const larger = allocate(Math.ceil(1.5 * (size + events.length)));
        for (const name of ['user', 'item', 'type', 'at', 'value'] as const) larger[name].set(columns[name]);
        columns = larger;
      }
      for (const { user, session, item, type, at, value } of events) {
        columns.user[size] = userOf(user ?? `${SESSION}${session}`);
        columns.item[size] = itemOf(item);
        columns.type[size] = EVENT_TYPES.indexOf(type);
        columns.at[size] = at;
        columns.value[size++] = value ?? Number.NaN;
      }
    },
    build: (): EventColumns => ({
      user: columns.user.subarray(0, size),
      item: columns.item.subarray(0, size),
      type: columns.type.subarray(0, size),
      at: columns.at.subarray(0, size),
      value: columns.value.subarray(0, size),
    }),
  };
}

function allocate(capacity: number) {
  return {
    user: new Uint32Array(capacity),
    item: new Uint32Array(capacity),
    type: new Uint8Array(capacity),
    at: new Float64Array(capacity),
    value: new Float32Array(capacity),
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
