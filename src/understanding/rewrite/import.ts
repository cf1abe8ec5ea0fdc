import { z } from 'zod';
import type { AnswerStore, NewAnswer } from '#src/ports/answers';
import { type ImportReport, importLines, type Lines, type Refused, refusedBy } from '../import-lines.ts';
import { AnswerSchema } from './answer.ts';
import { normaliseQuery } from './normalise-query.ts';
import { IMPORTED } from './rewriter.ts';

export interface ImportOptions {
  readonly catalog: string;
  readonly answers: AnswerStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const Row = z.object({ query: z.string() });
const BATCH = 500;

/**
 * Reads answers made elsewhere, one JSON object a line with `query` and the fields of an answer. They match by the
 * normalised query alone, under any model or none; of the same query the last counts.
 */
export function importAnswers(lines: Lines, { catalog, answers, now }: ImportOptions): Promise<ImportReport> {
  return importLines(lines, {
    read: readRow,
    keep: async (rows) => {
      const madeAt = now();
      await answers.put(
        catalog,
        rows.map((row) => ({ source: IMPORTED, madeAt, ...row })),
      );
      return [];
    },
    batch: BATCH,
  });
}

function readRow(json: unknown): Pick<NewAnswer, 'subject' | 'answer'> | Refused {
  const row = Row.safeParse(json);
  if (!row.success) return { reason: 'query is missing or no text' };
  const subject = normaliseQuery(row.data.query);
  if (subject === '') return { reason: 'query is empty' };
  const answer = AnswerSchema.safeParse(json);
  return answer.success ? { subject, answer: answer.data } : refusedBy(answer.error);
}
