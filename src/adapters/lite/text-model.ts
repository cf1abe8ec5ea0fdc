import { createHash } from 'node:crypto';
import { checkModelFile, damaged, readModelFile } from '#src/adapters/inference/model-files';
import { indexPieces, type Pieces } from './tokenise.ts';

/** The tables of `lite-text`: row `t` belongs to token `t`. */
export interface TextModel {
  readonly dimensions: number;
  readonly pieces: Pieces;
  /** Shape [tokens][dimensions], direction of each piece. */
  readonly vectors: Int8Array;
  /** Importance of each piece times the scale that brings its row to unit length. */
  readonly weights: Float32Array;
  /** Changes with any of the tables. */
  readonly revision: string;
}

interface Description {
  readonly format: string;
  readonly version: number;
  readonly dims: number;
  readonly rows: number;
  readonly files: Readonly<Record<'vectors' | 'scales' | 'weights', { file: string; sha256: string }>>;
  readonly vocabulary: readonly string[];
}

/** Reads the tables from `folder`. Throws `models_missing` when one is absent or does not have its due size. */
export async function readTextModel(folder: string): Promise<TextModel> {
  const { dims, rows, files, vocabulary } = await readDescription(folder);
  await checkModelFile(folder, files.vectors.file, rows * dims);
  await checkModelFile(folder, files.scales.file, rows * 4);
  await checkModelFile(folder, files.weights.file, rows * 4);
  const vectors = await readModelFile(folder, files.vectors.file);
  const scales = floats(await readModelFile(folder, files.scales.file));
  const weights = floats(await readModelFile(folder, files.weights.file));
  return {
    dimensions: dims,
    pieces: indexPieces(vocabulary),
    vectors: new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length),
    weights: weights.map((weight, token) => weight * scales[token]!),
    revision: createHash('sha256')
      .update([files.vectors.sha256, files.scales.sha256, files.weights.sha256].join('\n'))
      .digest('hex'),
  };
}

async function readDescription(folder: string): Promise<Description> {
  const text = (await readModelFile(folder, 'model.json')).toString();
  try {
    // The file comes with the program; its version is what is checked, not its shape.
    const description = JSON.parse(text) as Description;
    if (description.format === 'lite-text' && description.version === 1) return description;
  } catch {
    throw damaged(folder, 'model.json', 'it is no JSON');
  }
  throw damaged(folder, 'model.json', 'it does not describe version 1 of lite-text');
}

/** Little-endian 32-bit floats, read one by one, because a file's bytes may start anywhere in memory. */
function floats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
