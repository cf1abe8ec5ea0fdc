import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { VitrineError } from '#src/errors';
import { downloadFile } from './download.ts';
import { type Hub, type HubFile, HubUnreachable, listHubFiles } from './hub.ts';
import { layoutOf, type ModelLayout } from './model-layout.ts';
import { isFolder, isHubId } from './presets.ts';
import type { Dtype } from './towers.ts';

/** What a download tells while it goes on. `planned` comes before the first byte. */
export type DownloadEvent =
  | {
      readonly kind: 'planned';
      readonly model: string;
      readonly folder: string;
      readonly files: number;
      readonly bytes: number;
    }
  | { readonly kind: 'progress'; readonly model: string; readonly received: number; readonly bytes: number }
  | { readonly kind: 'finished'; readonly model: string; readonly bytes: number };

export interface FindOptions {
  /** Holds a folder `owner/name` for each model; what is fetched goes there. */
  readonly modelsDir: string;
  readonly dtype: Dtype;
  /** Null: fetch nothing. */
  readonly hub: Hub | null;
  readonly onDownload: (event: DownloadEvent) => void;
}

export interface FoundModel {
  readonly folder: string;
  readonly layout: ModelLayout;
}

/**
 * The folder of a model with everything in it; what is missing is fetched, verified and continued where an earlier try
 * stopped. Throws `models_missing`, naming the folder that was looked in, and `invalid_configuration` when the model
 * has no weights of that format.
 */
export async function findModel(model: string, options: FindOptions): Promise<FoundModel> {
  const { modelsDir, dtype, hub } = options;
  const folder = isFolder(model) ? resolve(model) : join(resolve(modelsDir), model);
  const present = await filesIn(folder);
  const mayFetch = hub !== null && !isFolder(model) && isHubId(model);
  const layout = mayFetch ? tolerantLayout(present, model, dtype) : layoutOf(present, model, dtype);
  const missing = layout?.files.filter((file) => !present.includes(file)) ?? [];
  if (layout && missing.length === 0) return { folder, layout };
  if (!mayFetch) throw notThere(model, folder, missing, isFolder(model) ? '' : ' Fetching is switched off.');
  try {
    return { folder, layout: await fetchModel(model, folder, present, { ...options, hub }) };
  } catch (error) {
    if (!(error instanceof HubUnreachable)) throw error;
    throw notThere(model, folder, missing, ` ${hub.url} does not answer (${error.message}).`, error);
  }
}

/** Some of the files may be there and the asked-for weights not yet: then the hub is asked. */
function tolerantLayout(present: readonly string[], model: string, dtype: Dtype): ModelLayout | undefined {
  try {
    return layoutOf(present, model, dtype);
  } catch {
    return undefined;
  }
}

async function fetchModel(
  model: string,
  folder: string,
  present: readonly string[],
  { dtype, hub, onDownload }: FindOptions & { readonly hub: Hub },
): Promise<ModelLayout> {
  const listed = await listHubFiles(model, hub);
  const layout = layoutOf(
    listed.map(({ path }) => path),
    model,
    dtype,
  );
  if (!layout) {
    throw new VitrineError(
      'invalid_configuration',
      `The model ${model} at ${hub.url} has no weights in ONNX (onnx/*.onnx).`,
    );
  }
  const files = listed.filter(({ path }) => layout.files.includes(path) && !present.includes(path));
  await fetchFiles(model, folder, files, onDownload);
  return layout;
}

async function fetchFiles(
  model: string,
  folder: string,
  files: readonly HubFile[],
  onDownload: FindOptions['onDownload'],
): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  onDownload({ kind: 'planned', model, folder, files: files.length, bytes });
  let complete = 0;
  // The small files first: an interrupted download then knows what is still missing.
  for (const file of [...files].sort((a, b) => a.bytes - b.bytes)) {
    const done = complete;
    await downloadFile(file, folder, {
      onBytes: (received) => onDownload({ kind: 'progress', model, received: done + received, bytes }),
    });
    complete += file.bytes;
  }
  onDownload({ kind: 'finished', model, bytes });
}

/** Paths inside the folder, with `/`; none when there is no folder. */
async function filesIn(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  return paths.map((path) => path.split(sep).join('/'));
}

function notThere(
  model: string,
  folder: string,
  missing: readonly string[],
  why: string,
  cause?: unknown,
): VitrineError {
  const what =
    missing.length > 0 ? `lacks ${missing.join(', ')}` : 'is not there or holds no ONNX weights (onnx/*.onnx)';
  return new VitrineError(
    'models_missing',
    `The model ${model} was looked for in ${folder}, which ${what}.${why} Copy its files there, or name the folder that ` +
      'holds owner/name with --models-dir.',
    { cause },
  );
}
