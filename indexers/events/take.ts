import type { ShopEvent } from '#src/domain/event';
import { EVENT_FIELDS } from './columns.ts';
import { createUnknownCounts } from './known.ts';
import { createEventReader } from './read-event.ts';
import type { EventImportDeps } from './run.ts';

/** What became of an event that was sent: `known` when its id was there already. */
export type EventOutcome =
  | { readonly outcome: 'added' | 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface AddedEvents {
  /** In the order of the events. */
  readonly outcomes: readonly EventOutcome[];
  /** Events of items that the catalog does not have (yet); they are kept. */
  readonly unknownItems: number;
  /** Users that no event named before. */
  readonly newUsers: number;
}

/** Events that are added in one step. */
const BATCH_EVENTS = 1_000;
const COLUMNS = Object.fromEntries(EVENT_FIELDS.map((field) => [field, field]));

/** Events that came without a source, e.g. over HTTP; one without a time happens now. What is not sound is refused alone. */
export async function takeEvents(
  deps: Omit<EventImportDeps, 'files'>,
  catalog: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<AddedEvents> {
  const read = createEventReader({ columns: COLUMNS, set: {}, now: deps.now, timeIsOptional: true });
  const results = rows.map(read);
  const unknown = createUnknownCounts(catalog, deps.records, deps.shoppers);
  const sound = results.flatMap((result) => ('event' in result ? [result.event] : []));
  const outcomes: ('added' | 'known')[] = [];
  for (let at = 0; at < sound.length; at += BATCH_EVENTS) {
    const batch: readonly ShopEvent[] = sound.slice(at, at + BATCH_EVENTS);
    await unknown.look(batch);
    outcomes.push(...(await deps.events.add(catalog, batch)));
  }
  let next = 0;
  return {
    outcomes: results.map((result): EventOutcome => {
      if ('event' in result) return { outcome: outcomes[next++]!, id: result.event.id };
      const { reason, detail } = result.fault;
      return { outcome: 'refused', reason: detail === '' ? reason : `${reason} (${detail})` };
    }),
    unknownItems: unknown.unknownItems,
    newUsers: unknown.newUsers,
  };
}
