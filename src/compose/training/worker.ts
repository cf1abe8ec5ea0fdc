import { serveWorker } from '#src/adapters/inference/worker-serve';
import { withoutUsers } from '#src/cf/model';
import { decodeModel, encodeModel } from '#src/cf/model-file';
import type { TrainingData } from './data.ts';
import { type Learned, type LearnOptions, learn } from './learn.ts';

export interface TrainingRequest extends Omit<LearnOptions, 'keep'> {
  readonly data: TrainingData;
  /** A model of before to refresh, as `encodeModel` gave it. */
  readonly keep?: Uint8Array | undefined;
}

export interface TrainingResponse extends Omit<Learned, 'model'> {
  /** As `encodeModel` gives it. */
  readonly bytes: Uint8Array;
  readonly pairs: number;
  readonly asOf: number;
}

serveWorker<undefined, TrainingRequest, TrainingResponse>(() => ({
  async answer({ data, keep, ...options }) {
    const { model, ...rest } = await learn(data, { ...options, keep: keep && decodeModel(keep) });
    return { ...rest, bytes: encodeModel(withoutUsers(model)), pairs: model.about.pairs, asOf: model.about.asOf };
  },
  transfer: ({ bytes }) => [bytes.buffer as ArrayBuffer],
  release: async () => {},
}));
