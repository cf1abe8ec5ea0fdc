import { z } from 'zod';
import type { AnswerStore, NewAnswer } from '#src/ports/answers';
import { AnswerSchema } from './answer.ts';
import { normaliseQuery } from './normalise-query.ts';
import { IMPORTED } from './rewriter.ts';

/** What became of a file of answers, in the form that all reports of imports have. */
export interface ImportReport {
  readonly read: number;
  readonly imported: number;
  readonly skipped: readonly {
    readonly reason: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
}

export interface ImportOptions {
  readonly catalog: string;
  readonly answers: AnswerStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const Row = z.object({ query: z.string() });
const BATCH = 500;
const EXAMPLES = 3;

/**
 * Reads answers made elsewhere, one JSON object a line with `query` and the fields of an answer. They match by the
 * normalised query alone, under any model or none; of the same query the last counts. A bad row spoils no other.
 */
export async function importAnswers(
  lines: AsyncIterable<{ readonly line: string; readonly number: number }>,
  { catalog, answers, now }: ImportOptions,
): Promise<ImportReport> {
  const skipped = new Map<string, { count: number; examples: string[] }>();
  const batch: NewAnswer[] = [];
  let read = 0;
  let imported = 0;
  const flush = async () => {
    await answers.put(catalog, batch.splice(0));
  };
  for await (const { line, number } of lines) {
    read++;
    const row = readRow(line);
    if ('reason' in row) {
      const known = skipped.get(row.reason) ?? { count: 0, examples: [] };
      known.count++;
      if (known.examples.length < EXAMPLES) known.examples.push(`line ${number}`);
      skipped.set(row.reason, known);
      continue;
    }
    imported++;
    batch.push({ source: IMPORTED, madeAt: now(), ...row });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return { read, imported, skipped: [...skipped].map(([reason, rest]) => ({ reason, ...rest })) };
}

function readRow(line: string): Pick<NewAnswer, 'subject' | 'answer'> | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { reason: 'not JSON' };
  }
  const row = Row.safeParse(json);
  if (!row.success) return { reason: 'query is missing or no text' };
  const subject = normaliseQuery(row.data.query);
  if (subject === '') return { reason: 'query is empty' };
  const answer = AnswerSchema.safeParse(json);
  if (answer.success) return { subject, answer: answer.data };
  const issue = answer.error.issues[0]!;
  return { reason: `${issue.path.join('.').replace(/\.\d+/gu, '[]')}: ${issue.message}` };
}
