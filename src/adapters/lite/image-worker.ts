import { basename, dirname } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { damaged } from '#src/adapters/inference/model-files';
import { serveWorker } from '#src/adapters/inference/worker-serve';
import { type ImageModelFile, PICTURE_SIDE, type PixelBatch, type RawOutputs } from './image-messages.ts';

/**
 * The network is small: more threads gain little and take the cores from decoding and from the store. So would threads
 * that spin while they wait for the next batch (8 ms of CPU time a picture then, 5 without; 2 cores, batches of 8).
 */
const SESSION = {
  intraOpNumThreads: 2,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const;
const OUTPUTS = ['visual', 'joint', 'colours'] as const;

serveWorker<ImageModelFile, PixelBatch, RawOutputs>(({ path }) => {
  let session: Promise<InferenceSession> | undefined;
  /** Opened by the first batch; a failure is forgotten, so that the next batch tries again. */
  const openSession = (): Promise<InferenceSession> => {
    session ??= InferenceSession.create(path, SESSION).catch((error: unknown) => {
      session = undefined;
      throw damaged(dirname(path), basename(path), String(error));
    });
    return session;
  };
  return {
    async answer({ count, pixels }) {
      const input = new Tensor('uint8', pixels, [count, PICTURE_SIDE, PICTURE_SIDE, 3]);
      const outputs = await (await openSession()).run({ pixels: input }, [...OUTPUTS]);
      const [visual, joint, colours] = OUTPUTS.map((name) => numbersOf(outputs[name]!));
      for (const tensor of [input, ...Object.values(outputs)]) tensor.dispose();
      return { visual: visual!, joint: joint!, colours: colours! };
    },
    async release() {
      await (await session)?.release();
    },
  };
});

function numbersOf(tensor: Tensor): Float32Array {
  // `model.json` says that every output is float32.
  return Float32Array.from(tensor.data as Float32Array);
}
