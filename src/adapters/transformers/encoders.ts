import { DEFAULT_PICTURE_LIMITS, type PictureLimits } from '#src/adapters/inference/decode';
import { createWorkerThread, type WorkerThread } from '#src/adapters/inference/worker-thread';
import type { Space } from '#src/domain/space';
import type { Encoders } from '#src/ports/encoders';
import { type DownloadEvent, findModel } from './find-model.ts';
import { fingerprint } from './fingerprint.ts';
import { type Hub, PUBLIC_HUB } from './hub.ts';
import { createImageEncoder } from './image.ts';
import type { EncodedRows, EncodeRequest, WorkerTowers } from './messages.ts';
import { readSentenceTower, readTwoTowers } from './model-settings.ts';
import { chooseModels } from './presets.ts';
import { createTextEncoder } from './text.ts';
import type { Device, Dtype, PictureTower, TextTower } from './towers.ts';

export interface TransformersOptions {
  /** `clip`, `siglip2`, `fashion`, a hub id, a folder, or two joined by `+` (for texts, for pictures). */
  readonly models: string;
  /** Holds a folder `owner/name` for each model; what is fetched goes there. */
  readonly modelsDir: string;
  /** Number format of the weights. Default `fp32`; `q8` is a quarter of the size, quicker, and somewhat worse. */
  readonly dtype?: Dtype;
  /** Default `cpu`. */
  readonly device?: Device;
  /** Threads of a network; default: one for each core. */
  readonly threads?: number;
  /** Default: 50 million pixels, 20 million bytes. */
  readonly limits?: PictureLimits;
  /** Default: the public hub; null: fetch nothing. */
  readonly hub?: Hub | null;
  readonly onDownload?: (event: DownloadEvent) => void;
}

/** A model in use: its towers, and what its spaces say of it. */
interface OpenModel {
  readonly name: string;
  readonly revision: string;
  readonly text: TextTower;
  readonly picture: PictureTower | null;
}

/**
 * Encoders of models run by transformers.js. Spaces: `text` (items' texts by words) and, where a model has a tower for
 * pictures, `joint` (pictures by words and by picture). Networks are loaded by the first text or picture, in two
 * worker threads, so that a query never waits behind pictures. Throws `models_missing` and `invalid_configuration`.
 */
export async function openTransformersEncoders(options: TransformersOptions): Promise<Encoders> {
  const choice = chooseModels(options.models);
  const first = await openModel(choice.text, options);
  const second = choice.pictures === null ? first : await openModel(choice.pictures, options);
  const joint = second.picture ? { ...second, picture: second.picture } : null;
  const { threads, limits = DEFAULT_PICTURE_LIMITS } = options;
  const texts: Record<string, TextTower> = { text: first.text, ...(joint ? { joint: joint.text } : {}) };
  const textWorker = startWorker('text encoder', { texts, pictures: {}, threads });
  const pictures: Record<string, PictureTower> = joint ? { joint: joint.picture } : {};
  const pictureWorker = startWorker('picture encoder', { texts: {}, pictures, threads });
  return {
    preset: choice.preset,
    spaces: [textSpace(first), ...(joint ? [jointSpace(joint)] : [])],
    texts: new Map(
      Object.entries(texts).map(([space, tower]) => [space, createTextEncoder({ space, tower, worker: textWorker })]),
    ),
    image: joint && createImageEncoder({ space: 'joint', tower: joint.picture, limits, worker: pictureWorker }),
    async close() {
      await Promise.all([textWorker.close(), pictureWorker.close()]);
    },
  };
}

async function openModel(name: string, options: TransformersOptions): Promise<OpenModel> {
  const { modelsDir, dtype = 'fp32', device = 'cpu', hub = PUBLIC_HUB, onDownload = () => {} } = options;
  const { folder, layout } = await findModel(name, { modelsDir, dtype, hub, onDownload });
  const model = { name, folder, dtype, device };
  const revision = await fingerprint(folder, layout.files);
  if (layout.towers === 'text and picture') return { name, revision, ...(await readTwoTowers(model)) };
  return { name, revision, text: await readSentenceTower(model), picture: null };
}

function startWorker(name: string, data: WorkerTowers): WorkerThread<EncodeRequest, EncodedRows> {
  return createWorkerThread({ name, entry: new URL('./worker.ts', import.meta.url), data });
}

function textSpace({ name, revision, text }: OpenModel): Space {
  const { kind, maxTokens, pooling, prefixes, cleaning, dimensions } = text;
  const how = kind === 'sentence' ? `${pooling} of the tokens` : 'the text tower';
  return {
    name: 'text',
    holds: 'text',
    queriedBy: ['text'],
    model: name,
    revision,
    dimensions,
    recipe: `"${prefixes.passage}" + text, ${cleaning} cleaning, ${maxTokens} tokens, ${how}`,
  };
}

function jointSpace({ name, revision, picture }: OpenModel & { readonly picture: PictureTower }): Space {
  const { fit, kernel, crop } = picture.geometry;
  return {
    name: 'joint',
    holds: 'picture',
    queriedBy: ['text', 'picture'],
    model: name,
    revision,
    dimensions: picture.dimensions,
    recipe: `${crop.width} x ${crop.height}, ${fit}, ${kernel}`,
  };
}
