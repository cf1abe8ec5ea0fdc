import { randomUUID } from 'node:crypto';
import { derivedEventId, type EventContent, eventFault, type ShopEvent } from '#src/domain/event';
import { parseDate } from '../date.ts';
import { type Fault, fault } from '../faults.ts';
import { FIELD_READERS } from '../fields.ts';
import { createSeenIds } from '../seen.ts';
import { isNothing, isObject, isUnreadableValue, type Read } from '../values.ts';
import { EVENT_FIELDS, type EventColumns, type EventField } from './columns.ts';
import { readType } from './event-type.ts';

export type ReadEvent = { readonly event: ShopEvent } | { readonly fault: Fault };

export interface EventReaderOptions extends Pick<EventColumns, 'columns' | 'set'> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether an event without a time happens now; else it is a fault. */
  readonly timeIsOptional: boolean;
}

/**
 * Makes events of the rows of one source. An event without an id gets one from its content, so that reading the source
 * again gives the same ids; equal rows of the source are counted, because each of them is an event of its own.
 */
export function createEventReader(options: EventReaderOptions): (row: Readonly<Record<string, unknown>>) => ReadEvent {
  const { now, timeIsOptional } = options;
  const take = createTaker(options);
  const readTime = createTimeReader();
  const derive = createDeriver();
  return (row) => {
    const raw = take(row);
    const content = readContent(raw, readTime, timeIsOptional ? now : undefined);
    if ('reason' in content) return { fault: content };
    const id = readText(raw.id);
    if (isUnreadableValue(id)) return { fault: fault(`id ${id.unreadable}`, raw.id) };
    const wrong = eventFault(content, now());
    if (wrong) return { fault: fault(wrong.reason, wrong.value) };
    return { event: { id: id ?? (isNothing(raw.at) ? randomUUID() : derive(content)), ...content } };
  };
}

type Raw = Partial<Record<EventField, unknown>>;

function createTaker({ columns, set }: EventReaderOptions): (row: Readonly<Record<string, unknown>>) => Raw {
  const paths = EVENT_FIELDS.flatMap((field) => {
    const column = columns[field];
    return column === undefined ? [] : [{ field, column, path: column.includes('.') ? column.split('.') : undefined }];
  });
  return (row) => {
    const raw: Raw = {};
    for (const { field, column, path } of paths) raw[field] = row[column] ?? (path && walk(row, path));
    return { ...raw, ...set };
  };
}

function walk(row: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), row);
}

function readContent(
  raw: Raw,
  readTime: (value: unknown) => Read<number>,
  now: (() => number) | undefined,
): EventContent | Fault {
  const type = readType(raw.type);
  if (type === undefined) return fault(isNothing(raw.type) ? 'type is missing' : 'type is unknown', raw.type);
  const read = {
    user: readText(raw.user),
    session: readText(raw.session),
    item: readText(raw.item),
    at: readTime(raw.at) ?? now?.(),
    value: FIELD_READERS.stock(raw.value),
    queryId: readText(raw.queryId),
    position: FIELD_READERS.stock(raw.position),
  };
  const content: Record<string, unknown> = { type };
  for (const [field, value] of Object.entries(read)) {
    if (isUnreadableValue(value)) return fault(`${field} ${value.unreadable}`, raw[field as EventField]);
    if (value !== undefined) content[field] = value;
  }
  if (read.item === undefined) return fault('item is missing');
  if (read.at === undefined) return fault('at is missing');
  // Each field holds what its reader gives, and those that every event needs are there.
  return content as unknown as EventContent;
}

/** Ids as items have them: opaque, never trimmed. */
function readText(value: unknown): Read<string> {
  return FIELD_READERS.id(value);
}

/** Remembers the last text: rows of one day often share it. */
function createTimeReader(): (value: unknown) => Read<number> {
  let last: unknown;
  let time: Read<number>;
  return (value) => {
    if (value === last) return time;
    last = value;
    time = readTime(value);
    return time;
  };
}

function readTime(value: unknown): Read<number> {
  if (isNothing(value)) return undefined;
  const iso = typeof value === 'string' || typeof value === 'number' ? parseDate(value) : undefined;
  return iso === undefined ? { unreadable: 'is not a time' } : Date.parse(iso);
}

/** Ids from content; equal events get different ones, the same again when the source is read again. */
function createDeriver(): (content: EventContent) => string {
  const seen = createSeenIds();
  const repeated = new Map<string, number>();
  return (content) => {
    const id = derivedEventId(content, 0);
    if (!seen.add(id)) return id;
    const repeat = (repeated.get(id) ?? 0) + 1;
    repeated.set(id, repeat);
    return derivedEventId(content, repeat);
  };
}
