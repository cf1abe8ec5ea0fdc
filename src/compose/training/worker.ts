import { serveWorker } from '#src/adapters/inference/worker-serve';
import { withoutUsers } from '#src/cf/model';
import { decodeModel, encodeModel } from '#src/cf/model-file';
import { VitrineError } from '#src/errors';
import type { EventBatch, ItemBatch } from './data.ts';
import { createGathered } from './gathered.ts';
import { type Learned, type LearnOptions, learn } from './learn.ts';

/** What the thread starts with. */
export interface TrainingStart {
  /** Events that will come, as far as that is known. */
  readonly expected: number;
}

export interface LearnRequest extends Omit<LearnOptions, 'keep'> {
  /** How many events have been sent, of how many users. */
  readonly events: number;
  readonly users: number;
  /** Items that events name and the catalog does not have, in the order of their numbers. */
  readonly otherItems: readonly string[];
  /** A model of before to refresh, as `encodeModel` gave it. */
  readonly keep?: Uint8Array | undefined;
}

/** First what there is to learn from, in pieces, then what to learn. */
export type TrainingRequest =
  | { readonly items: ItemBatch }
  | { readonly events: EventBatch }
  | { readonly learn: LearnRequest };

export interface TrainingResponse extends Omit<Learned, 'model'> {
  /** As `encodeModel` gives it. */
  readonly bytes: Uint8Array;
  readonly pairs: number;
  readonly asOf: number;
}

serveWorker<TrainingStart, TrainingRequest, TrainingResponse | undefined>(({ expected }) => {
  const gathered = createGathered(expected);
  return {
    async answer(request) {
      if ('items' in request) return void gathered.addItems(request.items);
      if ('events' in request) return void gathered.addEvents(request.events);
      const { events, users, otherItems, keep, ...options } = request.learn;
      const data = gathered.data(users, otherItems);
      // A thread that broke between two pieces was followed by a new one, which knows the later pieces alone.
      if (data.events.at.length !== events)
        throw new VitrineError('internal', 'The training thread broke: train again.');
      const { model, ...rest } = await learn(data, { ...options, keep: keep && decodeModel(keep) });
      return { ...rest, bytes: encodeModel(withoutUsers(model)), pairs: model.about.pairs, asOf: model.about.asOf };
    },
    transfer: (response) => (response ? [response.bytes.buffer as ArrayBuffer] : []),
    release: async () => {},
  };
});
