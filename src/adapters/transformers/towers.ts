/** Number formats of weights that transformers.js knows, with the ending of their files' names. */
export const DTYPE_ENDINGS = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
} as const;
export type Dtype = keyof typeof DTYPE_ENDINGS;

/**
 * Formats whose activations are quantised by the range of the whole batch: a vector would depend on its neighbours, so
 * they get batches of one.
 */
const BATCH_DEPENDENT: readonly Dtype[] = ['q8', 'int8', 'uint8'];
const LARGEST_BATCH = 8;

export function batchSize(dtype: Dtype): number {
  return BATCH_DEPENDENT.includes(dtype) ? 1 : LARGEST_BATCH;
}

/** Where the weights run; what a machine has is the library's to say. */
const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];

/** `clip` and `siglip` have their pooling inside; `sentence` gives a vector for each token. */
export type TowerKind = 'clip' | 'siglip' | 'sentence';

interface Tower {
  readonly kind: TowerKind;
  /** Absolute path of the model's folder. */
  readonly folder: string;
  readonly dtype: Dtype;
  readonly device: Device;
  /** Numbers in a vector. */
  readonly dimensions: number;
}

/** How a model turns a text into a vector. */
export interface TextTower extends Tower {
  /** Special tokens included; longer texts lose their end, but not the token that ends them. */
  readonly maxTokens: number;
  /** `max`: always `maxTokens` long, as the model was trained. */
  readonly padding: 'longest' | 'max';
  /** Which token vectors make the text's, for `sentence`. */
  readonly pooling: 'mean' | 'first';
  readonly prefixes: { readonly query: string; readonly passage: string };
  /** What the model's training did to texts and its tokeniser leaves out. */
  readonly cleaning: 'none' | 'lower' | 'lower, no punctuation';
}

/** How a model turns a picture into a vector. */
export interface PictureTower extends Tower {
  readonly kind: 'clip' | 'siglip';
  readonly geometry: Geometry;
  /** A byte `b` of channel `c` becomes `(b * scale - mean[c]) / std[c]`. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** From a picture of any size to the one the network takes. */
export interface Geometry {
  /** `squash` changes the aspect ratio; `cover` keeps it and loses what hangs over, left and right or above and below. */
  readonly fit: 'squash' | 'cover';
  readonly kernel: 'linear' | 'cubic' | 'lanczos3';
  /** Size after resizing. */
  readonly width: number;
  readonly height: number;
  /** The middle part that is kept after resizing. */
  readonly crop: { readonly width: number; readonly height: number };
}
