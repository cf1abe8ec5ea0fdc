import { env, LogLevel, type PreTrainedModel, type Tensor } from '@xenova/transformers';
import { VitrineError } from '#src/errors';
import type { EncodedRows } from './messages.ts';
import type { Device, Dtype } from './towers.ts';

interface LoadOptions {
  readonly dtype: Dtype;
  readonly device: Device;
}

interface PretrainedClass {
  from_pretrained(folder: string, options: object): Promise<PreTrainedModel>;
}

/** The library as it is used here: files come from folders only; what is missing is fetched elsewhere, beforehand. */
export function useLocalFilesOnly(): void {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.logLevel = LogLevel.ERROR;
}

/** Loads a network. Throws `models_missing` with the folder and the library's reason. */
export async function loadNetwork(
  network: PretrainedClass,
  folder: string,
  { dtype, device }: LoadOptions,
  threads: number | undefined,
): Promise<PreTrainedModel> {
  const session_options = {
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    interOpNumThreads: 1,
    // Threads that spin while they wait take the cores from decoding and from the store.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  try {
    return await network.from_pretrained(folder, { dtype, device, session_options, local_files_only: true });
  } catch (error) {
    throw new VitrineError('models_missing', `The model in ${folder} cannot be loaded: ${firstLine(error)}.`, {
      cause: error,
    });
  }
}

/** Names of the tensors that a network takes. */
export function inputNames(network: PreTrainedModel): readonly string[] {
  // The library types its sessions as `any`; a network of one file keeps it under `model`.
  const { model } = network.sessions as { readonly model: { readonly inputNames: readonly string[] } };
  return model.inputNames;
}

export type Outputs = Readonly<Record<string, Tensor | undefined>>;

/** Runs a network, reads its answer and frees every tensor of both. */
export async function runNetwork(
  network: PreTrainedModel,
  inputs: Readonly<Record<string, Tensor>>,
  read: (outputs: Outputs) => EncodedRows,
): Promise<EncodedRows> {
  // What a network answers depends on its file; `read` picks by name and complains about what is not there.
  const outputs = (await network.forward(inputs)) as Outputs;
  try {
    return read(outputs);
  } finally {
    for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) tensor?.dispose();
  }
}

/** The first of the named outputs that is there, as floats. */
export function pickOutput(
  outputs: Outputs,
  names: readonly string[],
): { data: Float32Array; dims: readonly number[] } {
  const name = names.find((candidate) => outputs[candidate]);
  const tensor = name === undefined ? undefined : outputs[name];
  if (!tensor || !(tensor.data instanceof Float32Array)) {
    throw new VitrineError(
      'invalid_configuration',
      `The model answers ${Object.keys(outputs).join(', ')}; one of ${names.join(', ')} in float32 is needed.`,
    );
  }
  return { data: tensor.data, dims: tensor.dims };
}

/** A copy of `count` rows, each brought to unit length. Throws when they are not as wide as the space is. */
export function unitRows(data: Float32Array, count: number, dimensions: number): EncodedRows {
  if (data.length !== count * dimensions) {
    throw new VitrineError(
      'invalid_configuration',
      `The model gives vectors of ${data.length / count} numbers; its configuration says ${dimensions}.`,
    );
  }
  const rows = Float32Array.from(data);
  for (let row = 0; row < count; row++) {
    const vector = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.hypot(...vector);
    for (let i = 0; i < dimensions; i++) vector[i] = vector[i]! / length;
  }
  return rows;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/\.$/u, '');
}
