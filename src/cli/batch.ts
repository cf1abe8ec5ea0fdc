import { createWriteStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import { createFiles } from '#src/adapters/files/files';
import { parseFilter } from '#src/domain/filter-syntax';
import type { SearchPage } from '#src/domain/hit';
import type { SearchRequest } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import { type Io, printJson } from './io.ts';
import { lines } from './lines.ts';
import { readPicture } from './picture.ts';

const Query = z.object({
  qid: z.union([z.string().min(1), z.number()]).transform(String),
  text: z.string().optional(),
  image: z.string().optional(),
  user: z.string().optional(),
  filter: z.union([z.string(), z.array(z.string())]).optional(),
});

/** Results written for each query unless `--limit` says otherwise. */
const DEPTH = 100;
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
export async function runBatch({ io, batch, run, request, search, json }: BatchOptions): Promise<number> {
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(batch);
  const folder = dirname(resolve(io.cwd, batch));
  const out = createWriteStream(resolve(io.cwd, run));
  let queries = 0;
  let empty = 0;
  for await (const { line, number } of lines(source.open())) {
    if (io.signal.aborted)
      throw new VitrineError('interrupted', `Interrupted after ${queries} queries. Run the same command again.`);
    const query = parseQuery(line, number, batch);
    const page = await search(await batchRequest(query, request, folder));
    queries++;
    if (page.hits.length === 0) empty++;
    out.write(page.hits.map(({ id }, index) => runLine(query.qid, id, index, page.hits)).join(''));
  }
  out.end();
  await finished(out);
  if (json) printJson(io, { queries, empty, run });
  else io.out(`${queries} queries answered (${empty} without results), written to ${run}\n`);
  return 0;
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
    limit: shared.limit === 10 ? DEPTH : shared.limit,
    facets: [],
    ...(query.text !== undefined && { text: query.text }),
    ...(query.image !== undefined && { image: await readPicture(query.image, folder) }),
    ...(query.user !== undefined && { user: query.user }),
    filter: [...shared.filter, ...filters.map(parseFilter)],
  };
}

/** Ties, and scores under a sort, would let a reader reorder the run: the written score falls by the rank. */
function runLine(qid: string, id: string, index: number, hits: SearchPage['hits']): string {
  return `${qid} Q0 ${id} ${index + 1} ${(hits.length - index).toFixed(6)} ${TAG}\n`;
}
