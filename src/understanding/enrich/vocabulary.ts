import { foldValue } from '#src/domain/field-value';
import { ITEM_FIELDS } from '#src/domain/item';
import type { Features, FieldProfile } from '#src/ports/features';

/** A field that items may be given a value of. */
export interface OpenField {
  readonly field: string;
  readonly type: 'text' | 'number';
  /** Folded value → as the catalog writes it; null where there are too many to be a list. */
  readonly values: ReadonlyMap<string, string> | null;
}

/** The attributes of a catalog: by folded name. */
export type EnrichVocabulary = ReadonlyMap<string, OpenField>;

/** Fields offered at most, those that the most items have. */
const FIELDS = 40;
/** A field with more different values is no list to choose from. */
const LISTED_VALUES = 50;
/** A field that fewer items share says nothing of the others. */
const LEAST_ITEMS = 2;
/** Values of a list that a model is shown. */
const SHOWN_VALUES = 15;
const OWN = new Set<string>(ITEM_FIELDS);
/** What picture encoders say themselves (`pictureColour`). */
const OF_PICTURES = /^picture\p{Lu}/u;

/** Attributes that items of the catalog have, with all values of those that have few. */
export async function readVocabulary(features: Features): Promise<EnrichVocabulary> {
  const profiles = (await features.fields())
    .filter(({ field, items }) => !OWN.has(field) && !OF_PICTURES.test(field) && items >= LEAST_ITEMS)
    .sort((a, b) => b.items - a.items)
    .slice(0, FIELDS);
  const listed = profiles.filter(isListed).map(({ field }) => field);
  const { facets } = await features.browse({ filter: [], refine: [], facets: listed });
  return new Map(
    profiles.map((profile): [string, OpenField] => {
      const { field, type } = profile;
      const facet = facets.find((one) => one.field === field);
      const known = facet && 'values' in facet ? facet.values.map(({ value }) => value) : [];
      const values = isListed(profile) ? new Map(known.map((value) => [foldValue(value), value])) : null;
      return [foldValue(field), { field, type, values }];
    }),
  );
}

function isListed({ type, distinct }: FieldProfile): boolean {
  return type === 'text' && distinct <= LISTED_VALUES;
}

/** The fields that an item lacks, as a model is shown them: one a line. */
export function fieldLines(vocabulary: EnrichVocabulary, has: (field: string) => boolean): string {
  return [...vocabulary.values()]
    .filter(({ field }) => !has(field))
    .map(
      ({ field, type, values }) =>
        `${field}: ${values ? [...values.values()].slice(0, SHOWN_VALUES).join(', ') : `a ${type}`}`,
    )
    .join('\n');
}
