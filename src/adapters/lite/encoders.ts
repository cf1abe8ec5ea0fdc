import { join } from 'node:path';
import { DEFAULT_PICTURE_LIMITS, type PictureLimits } from '#src/adapters/inference/decode';
import { createWorkerThread } from '#src/adapters/inference/worker-thread';
import type { Space } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';
import { createImageEncoder } from './image.ts';
import type { ImageModelFile, PixelBatch, RawOutputs } from './image-messages.ts';
import { type ImageModel, readImageModel } from './image-model.ts';
import { createEmbedText } from './text.ts';
import { createTextEncoder } from './text-encoder.ts';
import type { TextModelFolder, TextVectors } from './text-messages.ts';
import { readTextModel, type TextModel } from './text-model.ts';

export interface LiteOptions {
  /** The folder that holds `lite-text/` and `lite-image/`. */
  readonly modelsDir: string;
  /** Default: 50 million pixels, 20 million bytes. */
  readonly limits?: PictureLimits;
}

/** Building indexes, which follows a run, needs the memory more (some 80 MiB). */
const TEXTS_IDLE_MS = 2_000;

/**
 * The `lite` preset: small encoders that run offline on a CPU; weights and cards are in `models/`. Its spaces:
 * - `text`: items' texts by words.
 * - `joint`: pictures by words (or by picture), the same 256 numbers as `text`; its cosines are lower than those.
 * - `visual`: pictures by picture. One vector of 512 numbers holds the network's `visual` and half of its `joint`, so
 *   that one cosine is the card's recommended search, (visual·visual' + .25 joint·joint') / 1.25.
 *
 * The network is loaded with the first picture. Throws `models_missing` when a weight is absent or cut off.
 */
export async function openLiteEncoders({ modelsDir, limits = DEFAULT_PICTURE_LIMITS }: LiteOptions): Promise<Encoders> {
  const textFolder = join(modelsDir, 'lite-text');
  const [textModel, imageModel] = await Promise.all([
    readTextModel(textFolder),
    readImageModel(join(modelsDir, 'lite-image')),
  ]);
  const texts = createWorkerThread<readonly string[], TextVectors>({
    name: 'text encoder',
    entry: new URL('./text-worker.ts', import.meta.url),
    data: { folder: textFolder } satisfies TextModelFolder,
    idleMs: TEXTS_IDLE_MS,
  });
  const pictures = createWorkerThread<PixelBatch, RawOutputs>({
    name: 'picture encoder',
    entry: new URL('./image-worker.ts', import.meta.url),
    data: { path: imageModel.path } satisfies ImageModelFile,
  });
  const { dimensions } = textModel;
  const text = createTextEncoder({ dimensions, embed: createEmbedText(textModel), worker: texts });
  return {
    preset: 'lite',
    spaces: spacesOf(textModel, imageModel),
    texts: new Map([
      ['text', text],
      ['joint', text],
    ]),
    image: createImageEncoder({ model: imageModel, limits, worker: pictures }),
    close: async () => {
      await Promise.all([texts.close(), pictures.close()]);
    },
  };
}

function spacesOf(text: TextModel, image: ImageModel): Space[] {
  const ofPictures = { holds: 'picture', model: 'lite-image', revision: image.revision } as const;
  const { visual, joint } = image.dimensions;
  return [
    {
      name: 'text',
      holds: 'text',
      queriedBy: ['text'],
      model: 'lite-text',
      revision: text.revision,
      dimensions: text.dimensions,
      recipe: 'weighted sum of word pieces',
    },
    {
      ...ofPictures,
      name: 'joint',
      queriedBy: ['text', 'picture'],
      dimensions: joint,
      recipe: '224 x 224 squashed; joint',
    },
    {
      ...ofPictures,
      name: 'visual',
      queriedBy: ['picture'],
      dimensions: visual + joint,
      recipe: '224 x 224 squashed; visual and 0.5 joint in one vector, one cosine for both',
    },
  ];
}
