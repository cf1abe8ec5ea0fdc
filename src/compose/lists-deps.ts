import type { Arranging } from '#src/domain/arranging';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import type { WeightOverrides } from '#src/ranking/weights';
import type { Analyser } from '#src/text/analyser';
import type { LiveBehaviour } from './behaviour.ts';

/** What the lists of a catalog are made from. */
export interface ListsDeps {
  readonly catalog: string;
  readonly generation: () => Generation;
  readonly analyser: () => Analyser;
  readonly records: RecordStore;
  readonly behaviour: LiveBehaviour;
  /** How lists are arranged unless a request says otherwise; by default in the order of the scores. */
  readonly arranging?: Arranging;
  /** Weights of signals and of parts of lists, as configured. */
  readonly weights?: WeightOverrides;
}
