/** Width and height that the network takes. */
export const PICTURE_SIDE = 224;

/** What the worker is made from. */
export interface ImageModelFile {
  readonly path: string;
}

/** Shape [count][PICTURE_SIDE][PICTURE_SIDE][3], RGB. */
export interface PixelBatch {
  readonly count: number;
  readonly pixels: Uint8Array;
}

/** Shape [count][...] each, as `models/lite-image/model.json` describes them. */
export interface RawOutputs {
  readonly visual: Float32Array;
  readonly joint: Float32Array;
  readonly colours: Float32Array;
}
