import { z } from 'zod';
import { VitrineError } from '#src/errors';

/** Where models are fetched from, in the manner of the Hugging Face hub. */
export interface Hub {
  /** Default: the public hub. */
  readonly url: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

export const PUBLIC_HUB: Hub = { url: 'https://huggingface.co', revision: 'main' };

export interface HubFile {
  /** Inside the model's folder. */
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  /** Large files are known by their sha256, small ones by the id that git gives their content. */
  readonly digest: { readonly kind: 'sha256' | 'git'; readonly hex: string };
}

/** The answer of the hub did not come: it is down, or there is no network. */
export class HubUnreachable extends Error {}

const ANSWER_MS = 30_000;

const answer = z.object({
  sha: z.string(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().optional(),
      blobId: z.string().optional(),
      lfs: z.object({ size: z.number(), sha256: z.string() }).nullish(),
    }),
  ),
});

/** What the hub has of a model. Throws `HubUnreachable`, or `models_missing` when the hub has no such model. */
export async function listHubFiles(model: string, { url, revision }: Hub): Promise<HubFile[]> {
  const address = `${url}/api/models/${model}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) }).catch((error: unknown) => {
    throw new HubUnreachable(reasonOf(error), { cause: error });
  });
  if ([401, 403, 404].includes(response.status)) {
    throw new VitrineError(
      'models_missing',
      `${url} has no model ${model} that is free to fetch (HTTP ${response.status}). Check its name, or fetch it by ` +
        'other means and name its folder.',
    );
  }
  if (!response.ok) throw new HubUnreachable(`HTTP ${response.status}`);
  const { sha, siblings } = answer.parse(await response.json());
  // The commit, not the branch: what is fetched over an hour belongs together.
  const base = `${url}/${model}/resolve/${sha}`;
  return siblings
    .filter(({ rfilename }) => !rfilename.includes('..'))
    .flatMap(({ rfilename: path, size, blobId, lfs }): HubFile[] => {
      const file = { path, url: `${base}/${path}` };
      if (lfs) return [{ ...file, bytes: lfs.size, digest: { kind: 'sha256', hex: lfs.sha256 } }];
      if (size === undefined || blobId === undefined) return [];
      return [{ ...file, bytes: size, digest: { kind: 'git', hex: blobId } }];
    });
}

/** `fetch failed` says nothing; its cause does. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return error.cause.message || reasonOf(error.cause);
  return error.message;
}
