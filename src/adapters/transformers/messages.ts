import type { PictureTower, TextTower } from './towers.ts';

/** What a worker is made from: its towers by space. Each is loaded by its first request. */
export interface WorkerTowers {
  readonly texts: Readonly<Record<string, TextTower>>;
  readonly pictures: Readonly<Record<string, PictureTower>>;
  /** Threads of a network; undefined: as many as there are cores. */
  readonly threads: number | undefined;
}

export type EncodeRequest =
  | { readonly kind: 'texts'; readonly space: string; readonly texts: readonly string[] }
  | {
      readonly kind: 'pictures';
      readonly space: string;
      readonly count: number;
      /** Shape [count][height][width][3], RGB, as the tower's geometry says. */
      readonly pixels: Uint8Array;
    };

/** Shape [texts or pictures][dimensions], each row of unit length. */
export type EncodedRows = Float32Array;
