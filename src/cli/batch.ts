import { type FileHandle, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { createFiles } from '#src/adapters/files/files';
import { parseFilter } from '#src/domain/filter-syntax';
import type { SearchPage } from '#src/domain/hit';
import type { SearchRequest } from '#src/domain/query';
import { asVitrineError, VitrineError } from '#src/errors';
import { type Io, printJson } from './io.ts';
import { lines } from './lines.ts';
import { readPicture } from './picture.ts';

const Query = z.object({
  qid: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((qid) => /^\S+$/u.test(qid), {
      error: 'qid must be a text without blanks: they part the columns of a run',
    }),
  text: z.string().optional(),
  image: z.string().optional(),
  user: z.string().optional(),
  filter: z.union([z.string(), z.array(z.string())]).optional(),
});

/** Results written for each query unless `--limit` says otherwise. */
export const BATCH_LIMIT = 100;
const TAG = 'vitrine';

export interface BatchOptions {
  readonly io: Io;
  readonly batch: string;
  readonly run: string;
  /** What every query of the batch shares. */
  readonly request: SearchRequest;
  readonly search: (request: SearchRequest) => Promise<SearchPage>;
  readonly json: boolean;
}

/** Answers a file of queries and writes a TREC run; the score there falls strictly with the rank. */
export async function runBatch(options: BatchOptions): Promise<number> {
  const { io, batch, run, json } = options;
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(batch);
  const out = await openRun(run, io.cwd);
  try {
    const { queries, empty } = await answer(lines(source.open()), out, options);
    if (json) printJson(io, { queries, empty, run });
    else io.out(`${queries} queries answered (${empty} without results), written to ${run}\n`);
    return 0;
  } finally {
    await out.close();
  }
}

/** Opened before the first query is answered, which may take long. */
async function openRun(run: string, cwd: string): Promise<FileHandle> {
  try {
    return await open(resolve(cwd, run), 'w');
  } catch (cause) {
    throw cannotWrite(run, cause);
  }
}

async function answer(
  queries: ReturnType<typeof lines>,
  out: FileHandle,
  { io, batch, run, request, search }: BatchOptions,
): Promise<{ queries: number; empty: number }> {
  const folder = dirname(resolve(io.cwd, batch));
  const count = { queries: 0, empty: 0 };
  for await (const { line, number } of queries) {
    if (io.signal.aborted)
      throw new VitrineError('interrupted', `Interrupted after ${count.queries} queries. Run the same command again.`);
    const query = parseQuery(line, number, batch);
    const { hits } = await search(await batchRequest(query, request, folder));
    count.queries++;
    if (hits.length === 0) count.empty++;
    await out
      .appendFile(hits.map(({ id }, index) => runLine(query.qid, id, index, hits.length)).join(''))
      .catch((cause: unknown) => {
        throw cannotWrite(run, cause);
      });
  }
  return count;
}

export function cannotWrite(run: string, cause: unknown): VitrineError {
  const known = asVitrineError(cause);
  if (known.code === 'storage_full') return known;
  return new VitrineError(
    'invalid_request',
    `The run "${run}" cannot be written (${known.message}). Name a file that may be written, in a folder that is there.`,
    { cause },
  );
}

function parseQuery(line: string, number: number, file: string): z.infer<typeof Query> {
  try {
    return Query.parse(JSON.parse(line));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : 'not JSON';
    throw new VitrineError(
      'source_invalid',
      `Line ${number} of "${file}" is no query: ${reason}. Each line is {"qid": …, "text": …}.`,
    );
  }
}

async function batchRequest(
  query: z.infer<typeof Query>,
  shared: SearchRequest,
  folder: string,
): Promise<SearchRequest> {
  const filters = query.filter === undefined ? [] : [query.filter].flat();
  return {
    ...shared,
    facets: [],
    ...(query.text !== undefined && { text: query.text }),
    ...(query.image !== undefined && { image: await readPicture(query.image, folder) }),
    ...(query.user !== undefined && { user: query.user }),
    filter: [...shared.filter, ...filters.map(parseFilter)],
  };
}

/**
 * Ties, and scores under a sort, would let a reader reorder the run: the written score falls by the rank. Blanks in an
 * id are written as in web addresses (`%20`), since they part the columns.
 */
export function runLine(qid: string, id: string, index: number, count: number): string {
  const written = id.replace(/\s/gu, encodeURIComponent);
  return `${qid} Q0 ${written} ${index + 1} ${(count - index).toFixed(6)} ${TAG}\n`;
}
