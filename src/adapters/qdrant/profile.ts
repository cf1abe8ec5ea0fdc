import { foldValue } from '#src/domain/field-value';
import type { FieldProfile } from '#src/ports/features';
import type { Connection } from './connection.ts';
import type { Drift, DriftMark } from './drift.ts';
import { KEYS, readMark } from './keys.ts';
import type { CollectionNames } from './names.ts';
import { fieldsOf, type StoredRecord, valuesOf } from './record.ts';
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

export function createProfiles(connection: Connection, names: CollectionNames, drift: Drift): Profiles {
  let known:
    | { readonly profiles: readonly QdrantProfile[]; readonly fields: ReadonlySet<string>; readonly mark: DriftMark }
    | undefined;
  return {
    all: async () => {
      const items = Math.max(0, ...(known?.profiles.map((profile) => profile.items) ?? []));
      if (known && drift.holds(known.mark, items)) return known.profiles;
      const mark = drift.mark();
      const [marks, sample] = await Promise.all([
        countTexts(connection, names.items, KEYS.fields),
        connection.read('sample records', (client) =>
          client.scroll(names.records, { limit: SAMPLE, with_payload: ['values'] }),
        ),
      ]);
      const records = sample.points.map(({ payload }) => payload as unknown as StoredRecord);
      const profiles = profilesOf(marks, records, sample.next_page_offset == null);
      known = { profiles, fields: new Set(profiles.map(({ field }) => field)), mark };
      return profiles;
    },
    written: (fields) => {
      for (const field of fields) if (known && !known.fields.has(field)) known = undefined;
    },
  };
}

export function profilesOf(
  marks: ReadonlyMap<string, number>,
  sample: readonly Pick<StoredRecord, 'values'>[],
  isWhole: boolean,
): QdrantProfile[] {
  const totals = new Map<string, { items: number; values: number; texts: number }>();
  for (const [mark, count] of marks) {
    const { field, items, values, texts } = readMark(mark);
    const own = totals.get(field) ?? { items: 0, values: 0, texts: 0 };
    totals.set(field, {
      items: own.items + items * count,
      values: own.values + values * count,
      texts: own.texts + texts * count,
    });
  }
  const different = countDifferent(sample);
  const profiles = [...totals].map(([field, { items, values, texts }]): QdrantProfile => {
    const type = values - texts >= 0.95 * values ? 'number' : 'text';
    const counts = different.get(field) ?? new Map<string, number>();
    const distinct = isWhole ? counts.size : Math.min(values, Math.max(1, estimateDistinct([...counts.values()])));
    return { field, type, items, odd: type === 'number' ? texts : 0, distinct, several: values > items };
  });
  return profiles.sort((a, b) => b.items - a.items || (a.field < b.field ? -1 : 1));
}

/** How often each folded value of each field is in the sample. */
function countDifferent(sample: readonly Pick<StoredRecord, 'values'>[]): Map<string, Map<string, number>> {
  const different = new Map<string, Map<string, number>>();
  for (const record of sample as readonly StoredRecord[]) {
    for (const field of new Set(fieldsOf(record))) {
      const own = different.get(field) ?? new Map<string, number>();
      for (const text of new Set(valuesOf(record, field).map((value) => foldValue(value.text)))) {
        own.set(text, (own.get(text) ?? 0) + 1);
      }
      different.set(field, own);
    }
  }
  return different;
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
