import { importEvents } from '#indexers/events/run';
import { checkColumns, columnsOf } from '#indexers/mapping';
import { createNormaliser, type Normalise } from '#indexers/normalise';
import { recogniseColumns } from '#indexers/recognise';
import { type OpenSource, openSource } from '#indexers/sources/open';
import type { Format } from '#indexers/sources/options';
import { isUnreadable } from '#indexers/sources/row';
import { createInteractionsBuilder, type Interactions } from '#src/cf/interactions';
import { itemTerms, narrowestCategory } from '#src/cf/item-terms';
import { rowCounts, transpose } from '#src/cf/sparse';
import type { ItemContent } from '#src/cf/train';
import type { ShopEvent } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import { ownedItems } from '#src/evaluation/recommend/models';
import type { RecommendationTask } from '#src/evaluation/recommend/protocol';
import type { Files } from '#src/ports/files';
import { createAnalyser } from '#src/text/analyser';

/** Events divided by time, ready to train and to judge. */
export interface Split {
  readonly interactions: Interactions;
  readonly task: RecommendationTask;
  readonly content: ReadonlyMap<string, ItemContent> | undefined;
  readonly facts: {
    readonly read: number;
    readonly trainEvents: number;
    readonly testEvents: number;
    readonly pairs: number;
  };
  readonly notes: readonly string[];
}

export interface SplitOptions {
  readonly files: Files;
  readonly cwd: string;
  readonly format: Format;
  readonly map: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, all included. */
  readonly trainUntil: number;
  readonly testFrom: number;
  readonly testUntil: number;
  /** By item; its items are the catalog. */
  readonly content: ReadonlyMap<string, ItemContent> | undefined;
  readonly signal: AbortSignal;
}

/** Speaks for an item in the test; what was only seen is no success. */
const TARGET_TYPES: ReadonlySet<string> = new Set(['purchase', 'cart', 'like']);

export async function readSplit(sources: readonly string[], options: SplitOptions): Promise<Split> {
  const { content, trainUntil, testFrom, testUntil } = options;
  const builder = createInteractionsBuilder({ ...(content && { items: [...content.keys()] }) });
  const wanted = new Map<string, Set<string>>();
  const counts = { train: 0, test: 0 };
  const take = (event: ShopEvent): void => {
    const user = event.user ?? event.session;
    if (user === undefined) return;
    if (event.at <= trainUntil) {
      counts.train++;
      builder.add([{ ...event, user }]);
    } else if (event.at >= testFrom && event.at <= testUntil && TARGET_TYPES.has(event.type)) {
      counts.test++;
      wanted.set(user, (wanted.get(user) ?? new Set()).add(event.item));
    }
  };
  const report = await readAll(sources, options, take);
  if (counts.train === 0)
    throw new VitrineError('source_invalid', 'No event is in the training: --train-until lies before all of them.');
  const interactions = builder.build();
  return {
    interactions,
    content,
    task: taskOf(interactions, wanted),
    facts: {
      read: report.read,
      trainEvents: counts.train,
      testEvents: counts.test,
      pairs: interactions.byUser.indices.length,
    },
    notes: [
      `${counts.train} events to learn from, ${interactions.byUser.indices.length} pairs of ${interactions.users.ids.length} users and ${interactions.items.ids.length} items; ${counts.test} events to judge by`,
      ...report.skipped.map(
        ({ reason, count, examples }) => `${count} rows skipped: ${reason} (${examples.join('; ')})`,
      ),
    ],
  };
}

/** Events go by without being kept; otherwise as `vitrine events` reads them. */
function readAll(sources: readonly string[], options: SplitOptions, take: (event: ShopEvent) => void) {
  const { files, cwd, format, map, set, signal } = options;
  const events = {
    add: async (_: string, batch: readonly ShopEvent[]) => {
      batch.forEach(take);
      return batch.map(() => 'added' as const);
    },
  };
  const shoppers = { known: async (_: string, users: readonly string[]) => users.map(() => true) };
  const records = { get: async (_: string, ids: readonly string[]) => ids.map(() => undefined) };
  return importEvents(
    { events, shoppers, records, files, now: Date.now },
    { catalog: '', sources, cwd, format, map, set, check: false, onError: 'skip', signal },
  );
}

function taskOf(interactions: Interactions, wanted: ReadonlyMap<string, ReadonlySet<string>>): RecommendationTask {
  const { users, items, byUser } = interactions;
  const counts = rowCounts(transpose(byUser));
  const known = [...wanted].filter(([user]) => {
    const number = users.indexOf(user);
    return number >= 0 && ownedItems(interactions, number).length > 0;
  });
  return {
    targets: new Map(known),
    ownedBy: (user) => new Set(Array.from(ownedItems(interactions, users.indexOf(user)), (item) => items.ids[item])),
    catalog: items.ids,
    usersOf: (item) => counts[items.indexOf(item)] ?? 0,
  };
}

/** What a table says of its items, by id; rows that are no items are passed over. */
export async function readItemContent(
  path: string,
  map: Readonly<Record<string, string>>,
  files: Files,
): Promise<Map<string, ItemContent>> {
  const analyser = createAnalyser({ language: 'en' });
  const source = await openSource(path, 'auto', files);
  const content = new Map<string, ItemContent>();
  try {
    let normalise: Normalise | undefined;
    for await (const batch of source.rows) {
      const rows = batch.flatMap((row) => (isUnreadable(row) ? [] : [row.values]));
      normalise ??= rows.length > 0 ? startNormalising(rows, source, map) : undefined;
      for (const row of rows) {
        const read = normalise!(row);
        if (!('item' in read)) continue;
        const { item } = read;
        content.set(item.id, { terms: itemTerms(item, analyser), category: narrowestCategory(item) });
      }
    }
    return content;
  } finally {
    await source.close();
  }
}

/** Columns as `vitrine index` takes them. */
function startNormalising(
  rows: readonly Readonly<Record<string, unknown>>[],
  { name, typed, sameColumns }: OpenSource,
  map: Readonly<Record<string, string>>,
): Normalise {
  const recognised = recogniseColumns(columnsOf(rows), map);
  checkColumns(rows, { name, map: recognised.map, set: {}, sameColumns });
  return createNormaliser({ map: recognised.map, set: {}, typed });
}
