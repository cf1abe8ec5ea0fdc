import type { Facet } from '#src/domain/facet';
import type { Features } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';

/** What a model is shown of a catalog, as texts for a prompt. */
export interface CatalogSlice {
  readonly titles: string;
  readonly types: string;
  readonly fields: string;
}

export interface SliceDeps {
  readonly catalog: string;
  readonly generation: () => Generation;
  readonly analyser: () => Analyser;
  readonly records: RecordStore;
}

/** Titles near the words, and others that show the catalog's style. */
const NEAR_TITLES = 12;
const OTHER_TITLES = 8;
const LONGEST_TITLE = 200;
/** A field with more values has one for nearly each item, unless half of the items share some. */
const MOST_VALUES = 100;
/** Fields shown, and values of each. */
const FIELDS = 15;
const VALUES = 12;
const TYPES = 60;
/** Fields that say what an item is, in the order in which they are looked for. */
const TYPE_FIELDS = /^category$|type|kind|art$|gattung|sorte/iu;

/** The part of a catalog's vocabulary that is near a query. What does not depend on the query is read once for a generation. */
export function createCatalogSlice(deps: SliceDeps): (query: string) => Promise<CatalogSlice> {
  const common = new WeakMap<Features, Promise<Common>>();
  return async (query) => {
    const generation = deps.generation();
    const { features } = generation;
    const known = common.get(features) ?? readCommon(generation);
    common.set(features, known);
    known.catch(() => common.delete(features));
    const [near, { others, ...rest }] = await Promise.all([idsNear(query, generation, deps), known]);
    return { titles: (await titlesOf([...near, ...others], deps)).join('\n'), ...rest };
  };
}

interface Common extends Omit<CatalogSlice, 'titles'> {
  /** Ids of items that show the catalog's style; to choose them looks at every item. */
  readonly others: readonly string[];
}

async function readCommon(generation: Generation): Promise<Common> {
  const [described, others] = await Promise.all([describeFields(generation.features), generation.sample(OTHER_TITLES)]);
  return { ...described, others };
}

async function idsNear(query: string, generation: Generation, { analyser }: SliceDeps): Promise<readonly string[]> {
  const terms = [...new Set(analyser().tokens(query))].map((token) => ({ token, weight: 1 }));
  const lexical = { clauses: [{ terms, normalise: 'none' }], combine: 'sum', mustNot: [] } as const;
  const [found] =
    terms.length > 0 ? await generation.retrieve([{ kind: 'lexical', query: lexical, depth: NEAR_TITLES }], []) : [];
  return found?.ids ?? [];
}

async function titlesOf(ids: readonly string[], { records, catalog }: SliceDeps): Promise<string[]> {
  const items = await records.get(catalog, [...new Set(ids)]);
  const there = items.flatMap((record) => (record && !record.deleted ? [record.item.title] : []));
  return there.map((title) => title.replace(/\s+/gu, ' ').slice(0, LONGEST_TITLE));
}

async function describeFields(features: Features): Promise<Omit<CatalogSlice, 'titles'>> {
  const profiles = await features.fields();
  const texts = profiles.filter(
    ({ type, distinct, items }) => type === 'text' && distinct > 1 && distinct <= Math.max(MOST_VALUES, items / 2),
  );
  const typed = texts.filter(({ field }) => TYPE_FIELDS.test(field)).slice(0, 2);
  const shown = [...new Set([...typed, ...texts.slice(0, FIELDS)])];
  const numbers = profiles.filter(({ type }) => type === 'number').slice(0, FIELDS);
  const { facets } = await features.browse({ filter: [], refine: [], facets: shown.map(({ field }) => field) });
  const types = typed.flatMap(({ field }) => valuesOf(facets, field, TYPES));
  return {
    types: types.slice(0, TYPES).join(', '),
    fields: [
      ...shown.map(({ field }) => `${field}: ${valuesOf(facets, field, VALUES).join(', ')}`),
      ...numbers.map(({ field }) => `${field}: a number`),
    ].join('\n'),
  };
}

function valuesOf(facets: readonly Facet[], wanted: string, most: number): string[] {
  const facet = facets.find(({ field }) => field === wanted);
  return facet && 'values' in facet ? facet.values.slice(0, most).map(({ value }) => value) : [];
}
