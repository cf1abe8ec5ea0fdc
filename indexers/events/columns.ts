import { EVENT_TYPES, type EventType } from '#src/domain/event';
import { VitrineError } from '#src/errors';
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
  const folded = new Map([...present].reverse().map((column) => [fold(column), column]));
  const taken = new Set(Object.values(map));
  const columns: Partial<Record<EventField, string>> = {};
  const guessed: string[] = [];
  for (const field of EVENT_FIELDS) {
    if (field in set) continue;
    const given = map[field] ?? (present.includes(field) ? field : undefined);
    const guess = [field, ...USUAL_NAMES[field].split(' ')].map((one) => folded.get(fold(one))).find(isFree(taken));
    const column = given ?? guess;
    if (column === undefined) continue;
    columns[field] = column;
    taken.add(column);
    if (given === undefined) guessed.push(`"${column}" → ${field}`);
    else if (sameColumns && !present.includes(column)) throw lacks(name, `no column "${column}"`, field, present);
  }
  for (const field of ['item', 'type', 'at'] as const)
    if (!(field in columns) && !(field in set)) throw lacks(name, `no column for "${field}"`, field, present);
  if (![columns.user, columns.session, set.user, set.session].some((one) => one !== undefined))
    throw lacks(name, 'no column for "user" or "session"', 'user', present);
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

export function isEventField(name: string): name is EventField {
  return (EVENT_FIELDS as readonly string[]).includes(name);
}

/** Columns shown in an error. */
const SHOWN_COLUMNS = 20;

function lacks(name: string, what: string, field: EventField, present: readonly string[]): VitrineError {
  const shown = present.slice(0, SHOWN_COLUMNS).join(', ');
  const advice = field === 'type' ? ', or give all events one by --set type=purchase' : '';
  return new VitrineError(
    'source_invalid',
    `${name} has ${what}. It has: ${shown}. Name the right one by --map ${field}=COLUMN${advice}.`,
  );
}

function isFree(taken: ReadonlySet<string>): (column: string | undefined) => boolean {
  return (column) => column !== undefined && !taken.has(column);
}

/** RecBole writes the type of a column after its name: `user_id:token`. */
function fold(name: string): string {
  return name
    .replace(/:(?:token|float|token_seq|float_seq)$/u, '')
    .toLowerCase()
    .replace(/[^a-z\d]/gu, '');
}
