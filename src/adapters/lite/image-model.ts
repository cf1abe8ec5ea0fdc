import { join } from 'node:path';
import { checkModelFile, damaged, readModelFile } from '#src/adapters/inference/model-files';

/** What is known of `lite-image` without loading its network. */
export interface ImageModel {
  /** Path of the ONNX file. */
  readonly path: string;
  /** Numbers in each output. */
  readonly dimensions: { readonly visual: number; readonly joint: number };
  /** Names of the output `colours`, in order. */
  readonly colours: readonly string[];
  /** sha256 of the ONNX file. */
  readonly revision: string;
}

interface Description {
  readonly formatVersion: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly outputs: readonly { readonly name: string; readonly shape: readonly [string, number] }[];
  readonly colours: readonly string[];
}

const FILE = 'model.onnx';

/** Throws `models_missing` when a file is absent or does not have its due size. */
export async function readImageModel(folder: string): Promise<ImageModel> {
  const description = await readDescription(folder);
  await checkModelFile(folder, FILE, description.bytes);
  const width = (output: string): number => description.outputs.find(({ name }) => name === output)!.shape[1];
  return {
    path: join(folder, FILE),
    dimensions: { visual: width('visual'), joint: width('joint') },
    colours: description.colours,
    revision: description.sha256,
  };
}

async function readDescription(folder: string): Promise<Description> {
  const text = (await readModelFile(folder, 'model.json')).toString();
  try {
    // The file comes with the program; its version is what is checked, not its shape.
    const description = JSON.parse(text) as Description;
    if (description.name === 'lite-image' && description.formatVersion === 1) return description;
  } catch {
    throw damaged(folder, 'model.json', 'it is no JSON');
  }
  throw damaged(folder, 'model.json', 'it does not describe version 1 of lite-image');
}
