import { setImmediate } from 'node:timers/promises';
import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import type { TextEncoder } from '#src/ports/encoders';
import type { EmbedText } from './text.ts';
import { type TextVectors, unpackVectors } from './text-messages.ts';

/** From so many texts on they are embedded in another thread: fewer are sooner done here, in a millisecond. */
const BATCH = 64;

/** Texts embedded here between two turns of the event loop, whichever calls they came in: about 3 ms. */
const TEXTS_PER_TURN = 256;

export interface TextEncoderParts {
  readonly dimensions: number;
  readonly embed: EmbedText;
  /** Embeds as `embed` does. */
  readonly worker: WorkerThread<readonly string[], TextVectors>;
}

/** Embeds a query at once, and what is indexed beside what this thread does. */
export function createTextEncoder({ dimensions, embed, worker }: TextEncoderParts): TextEncoder {
  let inThisTurn = 0;
  return {
    async encode(texts) {
      if (texts.length >= BATCH) return unpackVectors(await worker.call(texts), dimensions);
      inThisTurn += texts.length;
      if (inThisTurn > TEXTS_PER_TURN) {
        inThisTurn = texts.length;
        await setImmediate();
      }
      return texts.map(embed);
    },
  };
}
