import type { Generated } from '#src/domain/item';
import type { AnswerStore } from '#src/ports/answers';
import type { NewRecord } from '#src/ports/records';
import { GeneratedSchema } from '#src/understanding/enrich/answer';
import { isOfUse } from '#src/understanding/enrich/settle';
import { contentHash, createRecord } from '../record.ts';

/** Where answers keep what is said of items, by the hash of their content: it holds for whatever item has that content. */
const ENRICHED = 'enriched';
/** There once anything was said of an item, so that catalogs without pay one look and no hash. */
const MARKER = '';

/** What is said of records, by their content hashes. */
export async function readGenerated(
  catalog: string,
  subjects: readonly string[],
  answers: AnswerStore,
): Promise<ReadonlyMap<string, Generated>> {
  const found = await answers.get(catalog, ENRICHED, subjects);
  return new Map(
    [...found].flatMap(([subject, answer]) => {
      const read = GeneratedSchema.safeParse(answer);
      return read.success ? [[subject, read.data] as const] : [];
    }),
  );
}

export async function keepGenerated(
  catalog: string,
  said: ReadonlyMap<string, Generated>,
  answers: AnswerStore,
  now: number,
): Promise<void> {
  if (said.size === 0) return;
  const kept = [...said].map(([subject, answer]) => ({ source: ENRICHED, subject, answer, madeAt: now }));
  await answers.put(catalog, [{ source: ENRICHED, subject: MARKER, answer: true, madeAt: now }, ...kept]);
}

/**
 * The records with what is said of their content, so that an item that comes again from its feed keeps it, and one whose
 * words have changed loses it.
 */
export async function withGenerated(
  catalog: string,
  records: readonly NewRecord[],
  answers: AnswerStore,
): Promise<readonly NewRecord[]> {
  if (records.length === 0 || !(await answers.find(catalog, [ENRICHED], MARKER))) return records;
  const subjects = records.map(contentHash);
  const said = await readGenerated(catalog, subjects, answers);
  return records.map((record, index) => {
    const generated = said.get(subjects[index]!);
    if (generated && isOfUse(generated)) return carrying(record, generated);
    return record.item.generated ? carrying(record, undefined) : record;
  });
}

function carrying({ item, pictures, row, replaces }: NewRecord, generated: Generated | undefined): NewRecord {
  const { generated: _, ...given } = item;
  const record = createRecord(generated ? { ...given, generated } : given, pictures, row);
  return replaces === undefined ? record : { ...record, replaces };
}
