import { serveWorker } from '#src/adapters/inference/worker-serve';
import { encodeModel } from '#src/cf/model-file';
import type { TrainedPart } from '#src/cf/train';
import type { TrainingData } from './data.ts';
import { type Learned, learn } from './learn.ts';

export interface TrainingRequest {
  readonly data: TrainingData;
  readonly parts: readonly TrainedPart[];
}

export interface TrainingResponse extends Omit<Learned, 'model'> {
  /** As `encodeModel` gives it. */
  readonly bytes: Uint8Array;
  readonly pairs: number;
  readonly asOf: number;
}

serveWorker<undefined, TrainingRequest, TrainingResponse>(() => ({
  async answer({ data, parts }) {
    const { model, ...rest } = await learn(data, parts);
    return { ...rest, bytes: encodeModel(model), pairs: model.about.pairs, asOf: model.about.asOf };
  },
  release: async () => {},
}));
