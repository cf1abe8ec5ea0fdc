import { createDictionary, type Dictionary } from '#src/cf/dictionary';
import type { EventColumns } from '#src/cf/event-log';
import { createEventWeight } from '#src/cf/event-weights';
import { itemTerms, narrowestCategory } from '#src/cf/item-terms';
import type { ItemContent } from '#src/cf/train';
import { type ShopEvent, TELLING_TYPES } from '#src/domain/event';
import type { EventLog } from '#src/ports/events';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';

/** Items of the catalog, in the order of their numbers. */
export interface ItemBatch {
  readonly ids: readonly string[];
  readonly content: readonly ItemContent[];
}

/** Events with users and items as numbers; the columns are whole arrays, so that they may go to another thread. */
export interface EventBatch extends EventColumns {
  /** 1 for purchases. */
  readonly isPurchase: Uint8Array;
}

/** Where what is read goes, piece by piece: the items first, then the events in the order of time. */
export interface TrainingSink {
  items(batch: ItemBatch): Promise<void>;
  events(batch: EventBatch): Promise<void>;
}

/** What was read. */
export interface ReadData {
  /** Events that may tell something; those that do not, a rating of the middle for one, did not go to the sink. */
  readonly events: number;
  readonly users: Dictionary;
  /** Those of the catalog first, then others as events name them. */
  readonly items: Dictionary;
  readonly inCatalog: number;
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

/** Reads the catalog and its events; impressions say nothing and are passed over. Other work goes on between batches. */
export async function readTrainingData(
  sources: DataSources,
  sink: TrainingSink,
  options: DataOptions,
): Promise<ReadData> {
  const { catalog, asOf, signal, onEvents } = options;
  const items = createDictionary(await readItems(sources, sink, options));
  const [users, inCatalog] = [createDictionary(), items.size];
  const toBatch = createNumbering(users.add, items.add);
  let read = 0;
  const range = { types: TELLING_TYPES, ...(asOf !== undefined && { to: asOf }) };
  for await (const events of sources.events.read(catalog, range)) {
    if (signal?.aborted) break;
    await sink.events(toBatch(events));
    read += events.length;
    onEvents(read);
  }
  return { events: read, users, items, inCatalog };
}

/** Events as columns, those that say something. */
function createNumbering(userOf: (id: string) => number, itemOf: (id: string) => number) {
  const weigh = createEventWeight();
  return (events: readonly ShopEvent[]): EventBatch => {
    const weights = events.map(weigh);
    const size = weights.filter((weight) => weight !== 0).length;
    const batch = {
      user: new Uint32Array(size),
      item: new Uint32Array(size),
      weight: new Float32Array(size),
      at: new Float64Array(size),
      isPurchase: new Uint8Array(size),
    };
    let place = 0;
    for (const [n, { user, session, item, type, at }] of events.entries()) {
      if (weights[n] === 0) continue;
      batch.user[place] = userOf(user ?? `${SESSION}${session}`);
      batch.item[place] = itemOf(item);
      batch.weight[place] = weights[n]!;
      batch.at[place] = at;
      batch.isPurchase[place++] = type === 'purchase' ? 1 : 0;
    }
    return batch;
  };
}

/** Before the sessions of shoppers who are not known; a line break is in no id that a shop gives its users. */
const SESSION = 'session\n';
/** Records whose words are taken at a time; nothing else runs meanwhile. */
const RECORDS_AT_ONCE = 100;

async function readItems(
  { records, analyser }: DataSources,
  sink: TrainingSink,
  { catalog, signal }: DataOptions,
): Promise<string[]> {
  const all: string[] = [];
  for (let sequence = 0; !signal?.aborted; ) {
    const changes = await records.changesAfter(catalog, sequence, RECORDS_AT_ONCE);
    const last = changes.at(-1);
    if (!last) break;
    sequence = last.sequence;
    const items = changes.flatMap(({ item, deleted }) => (deleted ? [] : [item]));
    const ids = items.map(({ id }) => id);
    all.push(...ids);
    await sink.items({
      ids,
      content: items.map((item) => ({ terms: itemTerms(item, analyser), category: narrowestCategory(item) })),
    });
  }
  return all;
}
