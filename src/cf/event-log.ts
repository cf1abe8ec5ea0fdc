import { countingOrder } from './sparse.ts';

/** Events as columns: the n-th is of the user `user[n]`, and so on. */
export interface EventColumns {
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  /** As `createEventWeight` gives it; not 0. */
  readonly weight: Float32Array;
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
}

/** Columns that grow: 20 bytes an event. */
export interface EventLog {
  push(user: number, item: number, weight: number, at: number): void;
  size(): number;
  columns(): EventColumns;
}

const FIRST_CAPACITY = 1024;

/** `expected` events take no growing. */
export function createEventLog(expected = FIRST_CAPACITY): EventLog {
  let columns = allocate(Math.max(1, expected));
  let size = 0;
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
    columns: () => sliceOf(columns, 0, size),
  };
}

/** Some of the events, over the same memory. */
export function sliceOf({ user, item, weight, at }: EventColumns, from: number, to: number): EventColumns {
  return {
    user: user.subarray(from, to),
    item: item.subarray(from, to),
    weight: weight.subarray(from, to),
    at: at.subarray(from, to),
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

/** Numbers of the events by user, then item, then time, then as they came. Linear for events in the order of time. */
export function byUserAndItem(
  { user, item, at }: Pick<EventColumns, 'user' | 'item' | 'at'>,
  users: number,
  items: number,
): Uint32Array {
  return countingOrder(user, users, countingOrder(item, items, byTime(at)));
}

function byTime(at: Float64Array): Uint32Array {
  const order = new Uint32Array(at.length);
  let isRising = true;
  for (let event = 0; event < at.length; event++) {
    order[event] = event;
    isRising &&= event === 0 || at[event - 1] <= at[event];
  }
  return isRising ? order : order.sort((a, b) => at[a] - at[b] || a - b);
}

/** The latest time; 0 without events. */
export function newestOf(at: Float64Array): number {
  let newest = at.length > 0 ? at[0] : 0;
  for (let event = 1; event < at.length; event++) if (at[event] > newest) newest = at[event];
  return newest;
}
