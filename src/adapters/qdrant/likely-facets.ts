import type { DocumentFeatures } from '#src/domain/document';
import { foldValue } from '#src/domain/field-value';
import type { FieldIndexes } from './indexes.ts';
import { fieldMarks, valuesByField } from './keys.ts';
import { profilesOf, type QdrantProfile } from './profile.ts';

/** Best covered fields that facets are likely to be asked of. */
const LIKELY = 12;
/** A field with more values is no list to choose from. */
const MOST_VALUES = 1_000;

/** Indexes what facets are likely to be asked of, before somebody waits for it. */
export async function indexLikelyFacets(profiles: readonly QdrantProfile[], indexes: FieldIndexes): Promise<void> {
  const isLikely = ({ type, distinct }: QdrantProfile) =>
    type === 'number' || (distinct > 1 && distinct <= MOST_VALUES);
  const ensure = async ({ field, type }: QdrantProfile) => {
    await indexes.ensureCounts(type === 'number' ? 'firstNumber' : 'values', field);
    if (type === 'number') await indexes.ensureNumbers([field]);
  };
  await Promise.all(profiles.filter(isLikely).slice(0, LIKELY).map(ensure));
}

/** What the first documents of a catalog let expect of its fields. */
export function profilesOfDocuments(documents: readonly DocumentFeatures[]): QdrantProfile[] {
  const marks = new Map<string, number>();
  const different = new Map<string, Set<string>>();
  for (const { values } of documents) {
    for (const [field, own] of valuesByField(values)) {
      for (const mark of fieldMarks(field, own)) marks.set(mark, (marks.get(mark) ?? 0) + 1);
      const seen = different.get(field) ?? new Set<string>();
      for (const { text } of own) seen.add(foldValue(text));
      different.set(field, seen);
    }
  }
  return profilesOf(marks, new Map([...different].map(([field, seen]) => [field, seen.size])));
}
