import type { Table as LanceTable } from '@lancedb/lancedb';
import type { Vector } from '#src/domain/space';
import type { RowTest } from './columns/row-filter.ts';
import type { SpaceState, State } from './state.ts';

export interface VectorQuery {
  readonly vector: Vector;
  readonly depth: number;
  /** Makes the test of the filter, which is right until something changes: to be made anew after every wait. */
  readonly passes: () => RowTest;
  /** Whether the filter asks for more than that an item is there. */
  readonly isFiltered: boolean;
}

/** Where a vector of the space lives: its table and its column in it. */
export interface VectorPlace {
  readonly table: () => LanceTable;
  readonly column: string;
}

/** Takes a vector of a row that counts; `number` tells the vectors of a row apart. */
export type Offer = (row: number, number: number, score: number) => void;

/** One question for the nearest vectors of a table. */
export interface TableSearch {
  readonly state: State;
  readonly each: SpaceState;
  readonly place: VectorPlace;
  readonly query: VectorQuery;
  readonly offer: Offer;
}
