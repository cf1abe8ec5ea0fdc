import { serveWorker } from '#src/adapters/inference/worker-serve';
import { encodeModel } from '#src/cf/model-file';
import type { TrainingData } from './data.ts';
import { type Learned, type LearnOptions, learn } from './learn.ts';

export interface TrainingRequest extends LearnOptions {
  readonly data: TrainingData;
}

export interface TrainingResponse extends Omit<Learned, 'model'> {
  /** As `encodeModel` gives it. */
  readonly bytes: Uint8Array;
  readonly pairs: number;
  readonly asOf: number;
}

serveWorker<undefined, TrainingRequest, TrainingResponse>(() => ({
  async answer({ data, ...options }) {
    const { model, ...rest } = await learn(data, options);
    return { ...rest, bytes: encodeModel(model), pairs: model.about.pairs, asOf: model.about.asOf };
  },
  release: async () => {},
}));
