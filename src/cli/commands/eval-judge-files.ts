import { createFiles } from '#src/adapters/files/files';
import { VitrineError } from '#src/errors';
import type { Io } from '../io.ts';
import { lines } from '../lines.ts';

/** Items found for a query, the best first. */
export interface RunQuery {
  readonly qid: string;
  readonly text: string;
  readonly ids: readonly string[];
}

/** The queries of a file of which a TREC run has items: the first `depth` of each, in the order of the file. */
export async function readRun(
  { queries, run, depth }: { readonly queries: string; readonly run: string; readonly depth: number },
  io: Io,
): Promise<RunQuery[]> {
  const texts = new Map<string, string>();
  for await (const { line, number } of await linesOf(queries, io)) {
    const { qid, text } = queryOf(line, number, queries);
    if (text.trim() !== '') texts.set(qid, text);
  }
  const found = new Map<string, { id: string; rank: number }[]>();
  for await (const { line, number } of await linesOf(run, io)) {
    const [qid, , id, rank] = line.trim().split(/\s+/u);
    if (qid === undefined || id === undefined || !Number.isFinite(Number(rank)))
      throw new VitrineError(
        'source_invalid',
        `Line ${number} of "${run}" is no line of a TREC run: qid Q0 id rank score tag.`,
      );
    found.set(qid, [...(found.get(qid) ?? []), { id, rank: Number(rank) }]);
  }
  return [...texts].flatMap(([qid, text]) => {
    const items = (found.get(qid) ?? []).sort((a, b) => a.rank - b.rank).slice(0, depth);
    return items.length > 0 ? [{ qid, text, ids: items.map(({ id }) => id) }] : [];
  });
}

/** Grades by query and item, from lines of `qid 0 id grade`. */
export async function readQrels(file: string, io: Io): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const grades = new Map<string, Map<string, number>>();
  for await (const { line, number } of await linesOf(file, io)) {
    const [qid, , id, text] = line.trim().split(/\s+/u);
    const grade = Number(text);
    if (qid === undefined || id === undefined || text === undefined || !Number.isInteger(grade))
      throw new VitrineError('source_invalid', `Line ${number} of "${file}" is no judgment: qid 0 id grade.`);
    const own = grades.get(qid) ?? new Map<string, number>();
    // Grades below 0 mean "of no use" too, where a file has them.
    grades.set(qid, own.set(id, Math.max(0, grade)));
  }
  return grades;
}

/** Blanks part the columns of a run, so they are written as in web addresses. */
export function readId(written: string): string {
  return written.replace(/%(?:09|0A|0B|0C|0D|20)/giu, decodeURIComponent);
}

function queryOf(line: string, number: number, file: string): { qid: string; text: string } {
  try {
    const { qid, text = '' }: { qid?: unknown; text?: unknown } = JSON.parse(line);
    if ((typeof qid === 'string' || typeof qid === 'number') && typeof text === 'string')
      return { qid: String(qid), text };
  } catch {
    // Said below.
  }
  throw new VitrineError('source_invalid', `Line ${number} of "${file}" is no query: write {"qid": …, "text": …}.`);
}

async function linesOf(file: string, io: Io) {
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(file);
  return lines(source.open());
}
