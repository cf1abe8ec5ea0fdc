import { EVENT_TYPES, type EventType } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import { createColumnFinder, missingColumn } from '../column-names.ts';
import { readType } from './event-type.ts';

export const EVENT_FIELDS = ['id', 'user', 'session', 'item', 'type', 'at', 'value', 'queryId', 'position'] as const;
export type EventField = (typeof EVENT_FIELDS)[number];

/** Where the fields of an event are taken from. */
export interface EventColumns {
  /** Field → column (or a path with dots into nested JSON). */
  readonly columns: Readonly<Partial<Record<EventField, string>>>;
  /** Field → value that every event gets. */
  readonly set: Readonly<Partial<Record<EventField, string>>>;
  /** What was taken for what, to be shown. */
  readonly notice: string | undefined;
}

/** Names that columns of a field usually have, the surest first; case, blanks, signs and a type after `:` do not count. */
const USUAL_NAMES: Readonly<Record<EventField, string>> = {
  id: 'event_id',
  user: 'user_id customer_id customer visitor_id visitor client_id shopper_id member_id account_id',
  session: 'session_id visit_id device_id anonymous_id',
  item: 'item_id product_id product article_id sku_id sku asin movie_id book_id content_id',
  type: 'event_type event event_name action behavior behaviour interaction_type',
  at: 'timestamp time event_time date datetime created_at occurred_at t_dat ts',
  value: 'rating score stars quantity qty',
  queryId: 'query_id search_id',
  position: 'rank',
};

/**
 * Decides where each field is taken from: as `map` and `set` say, else from a column of its name, else from one of a usual
 * name. Throws `source_invalid` when there is none for what every event needs, or a table lacks a column that `map` names.
 */
export function findEventColumns(
  present: readonly string[],
  {
    map,
    set,
    name,
    sameColumns,
  }: {
    readonly map: Readonly<Record<string, string>>;
    readonly set: Readonly<Record<string, string>>;
    /** Of the source, for errors. */
    readonly name: string;
    /** Whether every row has every column. */
    readonly sameColumns: boolean;
  },
): EventColumns {
  const taken = new Set(Object.values(map));
  const find = createColumnFinder(present, taken);
  const columns: Partial<Record<EventField, string>> = {};
  const guessed: string[] = [];
  for (const field of EVENT_FIELDS) {
    if (field in set) continue;
    const given = map[field] ?? (present.includes(field) ? field : undefined);
    const column = given ?? find([field, ...USUAL_NAMES[field].split(' ')]);
    if (column === undefined) continue;
    columns[field] = column;
    taken.add(column);
    if (given === undefined) guessed.push(`"${column}" → ${field}`);
    else if (sameColumns && !present.includes(column)) throw missingColumn({ name, field, mapped: column, present });
  }
  for (const field of ['item', 'type', 'at'] as const)
    if (!(field in columns) && !(field in set)) {
      const advice = field === 'type' ? ', or give all events one by --set type=purchase' : '';
      throw missingColumn({ name, field, present, advice });
    }
  if (![columns.user, columns.session, set.user, set.session].some((one) => one !== undefined))
    throw missingColumn({ name, field: 'user', what: 'no column for "user" or "session"', present });
  const notice = `columns taken by their names: ${guessed.join(', ')} (say otherwise by --map)`;
  return { columns, set, notice: guessed.length === 0 ? undefined : notice };
}

/** Throws `usage` for a field that events do not have, or a value that no event could take. */
export function checkEventOptions(map: Readonly<Record<string, string>>, set: Readonly<Record<string, string>>): void {
  for (const [flag, pairs] of [
    ['--map', map],
    ['--set', set],
  ] as const) {
    const unknown = Object.keys(pairs).find((field) => !isEventField(field));
    if (unknown !== undefined)
      throw new VitrineError(
        'usage',
        `${flag} ${unknown}: events have ${EVENT_FIELDS.join(', ')}, and no "${unknown}".`,
      );
  }
  if (set.type !== undefined && readType(set.type) === undefined)
    throw new VitrineError(
      'usage',
      `--set type=${set.type}: use one of ${(EVENT_TYPES as readonly EventType[]).join(', ')}.`,
    );
}

function isEventField(name: string): name is EventField {
  return (EVENT_FIELDS as readonly string[]).includes(name);
}
