import { join } from 'node:path';
import type { Space } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';
import { createTextEncoder } from './text.ts';
import { readTextModel, type TextModel } from './text-model.ts';

export interface LiteOptions {
  /** The folder that holds `lite-text/` and `lite-image/`. */
  readonly modelsDir: string;
}

/**
 * The `lite` preset: small encoders that run offline on a CPU; weights and cards are in `models/`.
 * Throws `models_missing` when a weight is absent or cut off.
 */
export async function openLiteEncoders({ modelsDir }: LiteOptions): Promise<Encoders> {
  const model = await readTextModel(join(modelsDir, 'lite-text'));
  const text = createTextEncoder(model);
  return {
    preset: 'lite',
    spaces: [textSpace(model)],
    texts: new Map([['text', text]]),
    image: null,
    close: async () => {},
  };
}

function textSpace({ dimensions, revision }: TextModel): Space {
  return {
    name: 'text',
    holds: 'text',
    queriedBy: ['text'],
    model: 'lite-text',
    revision,
    dimensions,
    recipe: 'weighted sum of word pieces',
  };
}
