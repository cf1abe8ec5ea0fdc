import { basename, join } from 'node:path';
import { z } from 'zod';
import { readModelFile } from '#src/adapters/inference/model-files';
import { VitrineError } from '#src/errors';
import { isFolder } from './presets.ts';
import { sentenceRecipe } from './sentence-models.ts';
import type { Device, Dtype, Geometry, PictureTower, TextTower } from './towers.ts';

/** A model in its folder, complete. */
export interface LocatedModel {
  /** As the user named it. */
  readonly name: string;
  readonly folder: string;
  readonly dtype: Dtype;
  readonly device: Device;
}

const CLIP_TOKENS = 77;
const SIGLIP_TOKENS = 64;

const sizes = z.object({ width: z.number(), height: z.number() });
const config = z.object({
  model_type: z.string().optional(),
  projection_dim: z.number().optional(),
  hidden_size: z.number().optional(),
  dim: z.number().optional(),
  vision_config: z.object({ hidden_size: z.number().optional() }).optional(),
});
const tokenizerConfig = z.object({ tokenizer_class: z.string().optional(), model_max_length: z.number().optional() });
const pooling = z.object({ pooling_mode_cls_token: z.boolean().optional() });
const preprocessor = z.object({
  do_resize: z.boolean().optional(),
  size: z.union([z.number(), z.object({ shortest_edge: z.number() }), sizes]).optional(),
  resample: z.number().optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: z.union([z.number(), sizes]).optional(),
  rescale_factor: z.number().optional(),
  do_normalize: z.boolean().optional(),
  image_mean: z.array(z.number()).length(3).optional(),
  image_std: z.array(z.number()).length(3).optional(),
});

/** A model that embeds texts only. */
export async function readSentenceTower(model: LocatedModel): Promise<TextTower> {
  const { hidden_size, dim } = await readSettings(model, 'config.json', config);
  const { model_max_length } = await readSettings(model, 'tokenizer_config.json', tokenizerConfig);
  const dimensions = hidden_size ?? dim;
  if (!dimensions) throw unusable(model, 'its config.json has no hidden_size');
  const own = await readSettings(model, '1_Pooling/config.json', pooling).catch(() => undefined);
  const firstToken = own?.pooling_mode_cls_token;
  const recipe = sentenceRecipe(isFolder(model.name) ? basename(model.folder) : model.name, {
    pooling: firstToken === undefined ? undefined : firstToken ? 'first' : 'mean',
    maxTokens: model_max_length,
  });
  return { ...towerOf(model), ...recipe, kind: 'sentence', dimensions, padding: 'longest', cleaning: 'none' };
}

/** A model with a tower for words and one for pictures. */
export async function readTwoTowers(model: LocatedModel): Promise<{ text: TextTower; picture: PictureTower }> {
  const settings = await readSettings(model, 'config.json', config);
  const { tokenizer_class } = await readSettings(model, 'tokenizer_config.json', tokenizerConfig);
  const prepare = await readSettings(model, 'preprocessor_config.json', preprocessor);
  const kind = kindOf(model, settings.model_type);
  // The classes' own defaults: configurations leave out what equals them.
  const dimensions = kind === 'clip' ? (settings.projection_dim ?? 512) : (settings.vision_config?.hidden_size ?? 768);
  const tower = { ...towerOf(model), kind, dimensions };
  const text: TextTower = {
    ...tower,
    pooling: 'mean',
    prefixes: { query: '', passage: '' },
    maxTokens: kind === 'clip' ? CLIP_TOKENS : SIGLIP_TOKENS,
    padding: kind === 'clip' ? 'longest' : 'max',
    cleaning: kind === 'clip' ? 'none' : siglipCleaning(tokenizer_class),
  };
  const normalise = prepare.do_normalize !== false;
  return {
    text,
    picture: {
      ...tower,
      kind,
      geometry: geometryOf(model, prepare),
      scale: prepare.rescale_factor ?? 1 / 255,
      mean: normalise ? (prepare.image_mean ?? [0.5, 0.5, 0.5]) : [0, 0, 0],
      std: normalise ? (prepare.image_std ?? [0.5, 0.5, 0.5]) : [1, 1, 1],
    },
  };
}

/** SigLIP 2 (with the tokeniser of Gemma) was trained on lower case; the first SigLIP on texts without punctuation too. */
function siglipCleaning(tokenizerClass: string | undefined): TextTower['cleaning'] {
  return /gemma|siglip2/iu.test(tokenizerClass ?? '') ? 'lower' : 'lower, no punctuation';
}

function kindOf(model: LocatedModel, type: string | undefined): 'clip' | 'siglip' {
  if (type === 'clip' || type === 'siglip') return type;
  if (/siglip/iu.test(model.name)) return 'siglip';
  throw unusable(model, `it is of the kind "${type ?? 'unknown'}"; CLIP and SigLIP can be used`);
}

function geometryOf(model: LocatedModel, settings: z.infer<typeof preprocessor>): Geometry {
  const { size, crop_size } = settings;
  const kernel = ({ 1: 'lanczos3', 2: 'linear', 3: 'cubic' } as const)[settings.resample ?? 2] ?? 'cubic';
  const crop = typeof crop_size === 'number' ? { width: crop_size, height: crop_size } : crop_size;
  if (size === undefined) throw unusable(model, 'its preprocessor_config.json has no size');
  if (typeof size === 'object' && 'width' in size) {
    return { fit: 'squash', kernel, ...size, crop: (settings.do_center_crop && crop) || size };
  }
  const edge = typeof size === 'number' ? size : size.shortest_edge;
  const square = { width: edge, height: edge };
  return { fit: 'cover', kernel, ...square, crop: (settings.do_center_crop !== false && crop) || square };
}

async function readSettings<T>(model: LocatedModel, file: string, schema: z.ZodType<T>): Promise<T> {
  const text = (await readModelFile(model.folder, file)).toString();
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw unusable(model, `its ${file} cannot be read`, error);
  }
}

function towerOf({ folder, dtype, device }: LocatedModel): Pick<TextTower, 'folder' | 'dtype' | 'device'> {
  return { folder, dtype, device };
}

function unusable(model: LocatedModel, why: string, cause?: unknown): VitrineError {
  return new VitrineError(
    'invalid_configuration',
    `The model ${model.name} in ${join(model.folder)} cannot be used: ${why}.`,
    { cause },
  );
}
