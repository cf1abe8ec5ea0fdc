import { serveWorker } from '#src/adapters/inference/worker-serve';
import { createEmbedText, type EmbedText } from './text.ts';
import { packVectors, type TextModelFolder, type TextVectors } from './text-messages.ts';
import { readTextModel } from './text-model.ts';

serveWorker<TextModelFolder, readonly string[], TextVectors>(({ folder }) => {
  let opened: Promise<{ dimensions: number; embed: EmbedText }> | undefined;
  /** Opened by the first batch; a failure is forgotten, so that the next batch tries again. */
  const open = () => {
    opened ??= readTextModel(folder).then(
      (model) => ({ dimensions: model.dimensions, embed: createEmbedText(model) }),
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };
  return {
    async answer(texts) {
      const { dimensions, embed } = await open();
      return packVectors(texts.map(embed), dimensions);
    },
    transfer: ({ numbers, present }) => [numbers.buffer, present.buffer],
    release: async () => {},
  };
});
