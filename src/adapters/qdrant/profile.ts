import type { FieldProfile } from '#src/ports/features';
import type { Connection } from './connection.ts';
import { createCounted } from './counted.ts';
import { createDictionary, type Dictionary, type Row, VALUES_START } from './dictionary.ts';
import type { Drift } from './drift.ts';
import { KEYS, readMark } from './keys.ts';
import type { RecordReader } from './record-reader.ts';
import { countTexts } from './text-counts.ts';

export interface QdrantProfile extends FieldProfile {
  /** Whether an item can have several different values of the field. */
  readonly several: boolean;
}

export interface Profiles {
  /** All fields, the best covered first. */
  all(): Promise<readonly QdrantProfile[]>;
  /** To be called with the fields of what is written, so that a new one is known at once. */
  written(fields: Iterable<string>): void;
}

/** Items whose values tell how many different ones a field has; a catalog of fewer is counted exactly. */
const SAMPLE = 2_000;
/** Texts that are remembered from sample to sample. */
const MOST_TEXTS = 500_000;

export function createProfiles(
  {
    connection,
    collection,
    reader,
  }: { readonly connection: Connection; readonly collection: string; readonly reader: RecordReader },
  drift: Drift,
): Profiles {
  let known: ReadonlySet<string> | undefined;
  let dictionary = createDictionary();
  const count = async (): Promise<QdrantProfile[]> => {
    const [marks, sample] = await Promise.all([
      countTexts(connection, collection, KEYS.fields),
      reader.sample(SAMPLE, ['values']),
    ]);
    if (dictionary.size() > MOST_TEXTS) dictionary = createDictionary();
    const rows = sample.records.map(({ values }) => dictionary.encode({ tokens: '', values }));
    const profiles = profilesOf(marks, distinctValues(rows, dictionary, sample.isWhole));
    known = new Set(profiles.map(({ field }) => field));
    return profiles;
  };
  const profiles = createCounted(drift, count, (counted) => Math.max(0, ...counted.map(({ items }) => items)));
  return {
    all: profiles.get,
    written: (fields) => {
      if (known && ![...fields].every((field) => known?.has(field))) profiles.forget();
    },
  };
}

/** `marks` are counts of items by their marks (see `fieldMarks`), `distinct` numbers of different values by field. */
export function profilesOf(marks: ReadonlyMap<string, number>, distinct: ReadonlyMap<string, number>): QdrantProfile[] {
  const totals = new Map<string, { items: number; values: number; texts: number }>();
  for (const [mark, count] of marks) {
    const { field, items, values, texts } = readMark(mark);
    const own = totals.get(field) ?? { items: 0, values: 0, texts: 0 };
    own.items += items * count;
    own.values += values * count;
    own.texts += texts * count;
    totals.set(field, own);
  }
  const profiles = [...totals].map(([field, { items, values, texts }]): QdrantProfile => {
    const type = values - texts >= 0.95 * values ? 'number' : 'text';
    const different = Math.min(values, distinct.get(field) ?? 1);
    return { field, type, items, odd: type === 'number' ? texts : 0, distinct: different, several: values > items };
  });
  return profiles.sort((a, b) => b.items - a.items || (a.field < b.field ? -1 : 1));
}

/** Different values of each field: counted where the rows are all there are, else estimated from them. */
function distinctValues(rows: readonly Row[], { fieldNames }: Dictionary, isWhole: boolean): Map<string, number> {
  const counts = fieldNames().map((name) => ({ name, byValue: new Map<number, number>() }));
  for (const row of rows) {
    for (let at = row[VALUES_START]!; at < row.length; at += 2) {
      const { byValue } = counts[row[at]!]!;
      byValue.set(row[at + 1]!, (byValue.get(row[at + 1]!) ?? 0) + 1);
    }
  }
  return new Map(
    counts.map(({ name, byValue }) => [name, isWhole ? byValue.size : estimateDistinct([...byValue.values()])]),
  );
}

/**
 * Different values in all, from how often each was seen in a sample: seen + f1 (f1 - 1) / (2 (f2 + 1)) with f1 seen once
 * and f2 twice (Chao, "Nonparametric estimation of the number of classes in a population", 1984; bias-corrected form).
 */
export function estimateDistinct(counts: readonly number[]): number {
  const once = counts.filter((count) => count === 1).length;
  const twice = counts.filter((count) => count === 2).length;
  return Math.round(counts.length + (once * (once - 1)) / (2 * (twice + 1)));
}
