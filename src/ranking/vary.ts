import type { Arranging, Cap } from '#src/domain/arranging';
import { foldValue } from '#src/domain/field-value';
import type { Moved, Rearrangement } from '#src/domain/hit';
import type { CandidateFeatures } from '#src/ports/features';
import type { ItemVectors } from '#src/ports/generations';
import { applyCaps, type ListCap } from './caps.ts';
import { diversify } from './diversify.ts';
import { vectorLikeness } from './likeness.ts';

/** First places that are made diverse, whatever the page. Further down nobody sees two items beside each other. */
const VARIED = 100;

export interface VaryOptions<Entry> {
  readonly arranging: Pick<Arranging, 'diversity' | 'caps'>;
  readonly idOf: (entry: Entry) => string;
  readonly scoreOf: (entry: Entry) => number;
  /** Whether an entry comes first whatever else, e.g. by an identifier. */
  readonly isFixed?: (entry: Entry) => boolean;
  /** Folded values of a field, the narrowest alone of a category. */
  readonly valuesOf: (field: string) => (entry: Entry) => readonly (string | number)[];
  readonly vectors: (ids: readonly string[]) => Promise<ReadonlyMap<string, ItemVectors>>;
}

export interface Varied<Entry> {
  /** The same entries in their new order. */
  readonly list: readonly Entry[];
  /** Which of them stand elsewhere than their score puts them. */
  readonly moved: ReadonlyMap<Entry, Moved>;
}

/** Moves entries of a ranked list, best first, so that it is diverse and keeps its caps. It has each of them once. */
export async function vary<Entry>(list: readonly Entry[], options: VaryOptions<Entry>): Promise<Varied<Entry>> {
  const { diversity, caps } = options.arranging;
  const diverse = diversity > 0 ? await diverseOrder(list, diversity, options) : list;
  const capped = caps.length > 0 ? cappedOrder(diverse, caps, options) : diverse;
  const steps: [Rearrangement, readonly Entry[], readonly Entry[]][] = [
    ['diversity', list, diverse],
    ['cap', diverse, capped],
  ];
  const changes = steps.filter(([, before, after]) => before !== after);
  if (changes.length === 0) return { list, moved: new Map() };
  const place = new Map(list.map((entry, index) => [entry, index]));
  const by = new Map<Entry, Rearrangement[]>();
  for (const [name, before, after] of changes)
    after.forEach((entry, index) => {
      if (before[index] !== entry) by.set(entry, [...(by.get(entry) ?? []), name]);
    });
  return {
    list: capped,
    moved: new Map([...by].map(([entry, names]) => [entry, { from: place.get(entry)! + 1, by: names }])),
  };
}

async function diverseOrder<Entry>(
  list: readonly Entry[],
  diversity: number,
  { idOf, scoreOf, isFixed, vectors }: VaryOptions<Entry>,
): Promise<readonly Entry[]> {
  const first = list.slice(0, VARIED);
  const found = await vectors(first.map(idOf));
  const likeness = vectorLikeness(first.map((entry) => found.get(idOf(entry))));
  const free = isFixed ? first.findIndex((entry) => !isFixed(entry)) : 0;
  const order = diversify(Float64Array.from(first, scoreOf), likeness, {
    diversity,
    fixed: free < 0 ? first.length : free,
  });
  return [...Array.from(order, (at) => first[at]!), ...list.slice(VARIED)];
}

function cappedOrder<Entry>(
  list: readonly Entry[],
  caps: readonly Cap[],
  { valuesOf }: VaryOptions<Entry>,
): readonly Entry[] {
  const places = list.map((_, place) => place);
  const listCaps = caps.map(({ field, most, first }): ListCap => {
    const own = valuesOf(field);
    return { most, first, valuesOf: (place) => own(list[place]!) };
  });
  return applyCaps(places, listCaps).map((place) => list[place]!);
}

/** Values of the candidates in a field, by row. */
export function columnValues(features: CandidateFeatures, field: string): (row: number) => readonly number[] {
  const { dictionary, offsets, codes } = features.labels(field);
  return (row) => {
    const own = [...codes.subarray(offsets[row]!, offsets[row + 1]!)];
    return field === 'category' ? narrowest(own, (code) => foldValue(dictionary[code]!)) : own;
  };
}

/** Of the prefixes of a category path the whole of it. */
export function narrowest<Value>(values: readonly Value[], textOf: (value: Value) => string): readonly Value[] {
  const [first, ...rest] = values;
  if (first === undefined) return [];
  return [rest.reduce((best, value) => (textOf(value).length > textOf(best).length ? value : best), first)];
}
