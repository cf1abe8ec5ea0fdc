import { VitrineError } from '#src/errors';
import { DTYPE_ENDINGS, type Dtype } from './towers.ts';

/** The files of a model that are needed, by path inside its folder. */
export interface ModelLayout {
  /** Two towers, for words and pictures, or one for texts. */
  readonly towers: 'text' | 'text and picture';
  readonly files: readonly string[];
}

const SETTINGS = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** Read where they are there. */
const HINTS = ['1_Pooling/config.json'];

/**
 * What is needed of a model whose files are `listed`, and undefined when they are no model in the layout of
 * transformers.js at all. Throws `invalid_configuration` when it has no weights of the format asked for.
 */
export function layoutOf(listed: readonly string[], model: string, dtype: Dtype): ModelLayout | undefined {
  const weights = listed.filter((path) => /^onnx\/.*\.onnx$/u.test(path));
  if (weights.length === 0) return undefined;
  const twoTowers = weights.some((path) => /^onnx\/(vision|text)_model/u.test(path));
  const networks = twoTowers ? ['onnx/text_model', 'onnx/vision_model'] : ['onnx/model'];
  const files = networks.map((network) => `${network}${DTYPE_ENDINGS[dtype]}.onnx`);
  if (!files.every((file) => listed.includes(file))) throw noSuchFormat(model, dtype, networks, listed);
  return {
    towers: twoTowers ? 'text and picture' : 'text',
    files: [
      ...SETTINGS,
      ...(twoTowers ? ['preprocessor_config.json'] : []),
      ...HINTS.filter((hint) => listed.includes(hint)),
      ...files,
      ...listed.filter((path) => files.some((file) => path.startsWith(`${file}_data`))),
    ],
  };
}

function noSuchFormat(
  model: string,
  dtype: Dtype,
  networks: readonly string[],
  listed: readonly string[],
): VitrineError {
  const formats = Object.entries(DTYPE_ENDINGS).filter(([, ending]) =>
    networks.every((network) => listed.includes(`${network}${ending}.onnx`)),
  );
  return new VitrineError(
    'invalid_configuration',
    `The model ${model} has no ${dtype} weights (${networks.map((name) => `${name}${DTYPE_ENDINGS[dtype]}.onnx`).join(', ')}). ` +
      `It has: ${formats.map(([name]) => name).join(', ') || 'none that can be used'}.`,
  );
}
