import type { Journal } from './journal.ts';
import type { Lance } from './lance-module.ts';
import type { State } from './state.ts';
import type { Tables } from './tables.ts';

/** What a generation is made of. */
export interface GenerationParts {
  readonly state: State;
  readonly tables: Tables;
  readonly journal: Journal;
  readonly lance: Lance;
}
