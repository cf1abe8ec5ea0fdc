import { offsetsOf } from './sparse.ts';

/** Events as columns that grow: user and item as numbers, 20 bytes an event. */
export interface EventLog {
  push(user: number, item: number, weight: number, at: number): void;
  size(): number;
  /** The latest time, or 0 without events. */
  newest(): number;
  columns(): EventColumns;
  /** Numbers of the events by user, then item, then time (then as they came). */
  byUserAndItem(users: number): Uint32Array;
}

export interface EventColumns {
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly weight: Float32Array;
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
}

const FIRST_CAPACITY = 1024;

/** `expected` events take no growing. */
export function createEventLog(expected = FIRST_CAPACITY): EventLog {
  let columns = allocate(Math.max(1, expected));
  let size = 0;
  const filled = (): EventColumns => ({
    user: columns.user.subarray(0, size),
    item: columns.item.subarray(0, size),
    weight: columns.weight.subarray(0, size),
    at: columns.at.subarray(0, size),
  });
  return {
    push(user, item, weight, at) {
      if (size === columns.user.length) columns = grow(columns);
      columns.user[size] = user;
      columns.item[size] = item;
      columns.weight[size] = weight;
      columns.at[size] = at;
      size++;
    },
    size: () => size,
    newest: () => filled().at.reduce((latest, at) => Math.max(latest, at), size > 0 ? Number.NEGATIVE_INFINITY : 0),
    columns: filled,
    byUserAndItem: (users) => sortEvents(filled(), users),
  };
}

function allocate(capacity: number): EventColumns {
  return {
    user: new Uint32Array(capacity),
    item: new Uint32Array(capacity),
    weight: new Float32Array(capacity),
    at: new Float64Array(capacity),
  };
}

function grow(old: EventColumns): EventColumns {
  const columns = allocate(2 * old.user.length);
  columns.user.set(old.user);
  columns.item.set(old.item);
  columns.weight.set(old.weight);
  columns.at.set(old.at);
  return columns;
}

/** By counting users, then by comparison within each. */
function sortEvents({ user, item, at }: EventColumns, users: number): Uint32Array {
  const offsets = offsetsOf(user, users);
  const place = offsets.slice();
  const order = new Uint32Array(user.length);
  for (let event = 0; event < user.length; event++) order[place[user[event]]++] = event;
  for (let one = 0; one < users; one++)
    order.subarray(offsets[one], offsets[one + 1]).sort((a, b) => item[a] - item[b] || at[a] - at[b] || a - b);
  return order;
}
