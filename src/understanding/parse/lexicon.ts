import { setImmediate as nextTurn } from 'node:timers/promises';
import { foldValue } from '#src/domain/field-value';
import { CATEGORY_SEPARATOR } from '#src/domain/item';
import type { Features, FieldProfile } from '#src/ports/features';
import type { Analyser } from '#src/text/analyser';
import { fold } from '#src/text/fold';
import { EQUIVALENTS, type FieldKind, kindOf } from './equivalents.ts';
import { FAMILIAR, MOST_VALUES, measuredNumbers, measuredTexts, namedFields } from './fields.ts';
import type { MeasuredField } from './measures.ts';
import type { Sizes } from './sizes.ts';

/** What a phrase can mean in this catalog: values of one field. */
export interface Reading {
  readonly field: string;
  readonly kind: FieldKind;
  /** As the catalog shows them; any of them will do. */
  readonly values: readonly string[];
  /** Items that have one of them (a sum where an item may have several). */
  readonly items: number;
  /** Whether the phrase is such a value itself, and no other word for it. */
  readonly exact: boolean;
}

/** The values of a catalog's fields by what shoppers call them. */
export interface Lexicon {
  readonly documents: number;
  readonly fields: ReadonlyMap<string, FieldProfile>;
  /** ISO 4217 codes of the items. */
  readonly currencies: readonly string[];
  /** Readings of a phrase by its key (see `keyOf`), the likeliest first. */
  readings(key: string): readonly Reading[];
  /** Most UTF-16 units of a key. */
  readonly longestKey: number;
  readonly sizes: Sizes;
  readonly measured: readonly MeasuredField[];
}

/** Values of brand and category that are looked at. */
const MOST_FAMILIAR = 50_000;
const MOST_CURRENCIES = 20;
const LONGEST_KEY = 40;

/** Values that say nothing by themselves. */
const EMPTY =
  /^(?:yes|no|none|other|others|n\/?a|not available|not applicable|unknown|true|false|various|misc(?:ellaneous)?|general|all|any|standard|default|new|ja|nein|andere|sonstige|keine?|其他|无|有|是|否)$/u;

/**
 * The key of a text: its words without blanks and signs, stemmed as one, so that `T-Shirts`, `tshirt` and `t shirt` are one,
 * and `hard drives` is `harddrive`. Chinese as written.
 */
export function keyOf(text: string, analyser: Analyser): string {
  const letters = fold(text).replace(/'s?(?=\s|$)|[^\p{L}\p{M}\p{N}]+/gu, '');
  const [word, ...others] = analyser.words(letters);
  return word !== undefined && others.length === 0 && word.share === 1 ? word.alternatives[0]!.join('') : letters;
}

export async function createLexicon(features: Features, analyser: Analyser): Promise<Lexicon> {
  const [profiles, { documents }] = await Promise.all([features.fields(), features.statistics([])]);
  const builder = createBuilder(analyser);
  const sizes = new Map<string, { field: string; value: string }[]>();
  const measured = await measuredNumbers(profiles, documents, (field) => features.values(field, MOST_VALUES));
  for (const { field, type } of namedFields(profiles, documents)) {
    const values = await features.values(field, FAMILIAR.has(field) ? MOST_FAMILIAR : MOST_VALUES);
    if (type === 'text') builder.add(field, values);
    // Searches go on between two fields.
    await nextTurn();
    const texts = type === 'text' ? measuredTexts(field, values) : undefined;
    if (texts) measured.push(texts);
    if (kindOf(fold(field)) !== 'size') continue;
    for (const { value } of values)
      sizes.set(foldValue(value), [...(sizes.get(foldValue(value)) ?? []), { field, value }]);
  }
  const hasCurrency = profiles.some(({ field }) => field === 'currency');
  const currencies = hasCurrency ? await features.values('currency', MOST_CURRENCIES) : [];
  return {
    documents,
    fields: new Map(profiles.map((profile) => [profile.field, profile])),
    currencies: currencies.map(({ value }) => value.toUpperCase()),
    sizes,
    measured,
    ...builder.done(),
  };
}

interface Value {
  readonly value: string;
  readonly count: number;
}

/** Collects readings by key and field; merges what several values of a field share. */
function createBuilder(analyser: Analyser) {
  const byKey = new Map<string, Map<string, { kind: FieldKind; values: Map<string, Named>; exact: boolean }>>();
  const put = (name: string, field: string, kind: FieldKind, { value, count }: Value, by: Named['by']) => {
    const key = keyOf(name, analyser);
    if (key.length < 2 || key.length > LONGEST_KEY || /^\d+$/u.test(key)) return;
    const byField = byKey.get(key) ?? new Map();
    const known = byField.get(field) ?? { kind, values: new Map(), exact: false };
    known.values.set(value, { count, by });
    known.exact ||= by === 'itself';
    byField.set(field, known);
    byKey.set(key, byField);
  };
  return {
    add(field: string, values: readonly Value[]) {
      const kind = kindOf(fold(field));
      for (const one of values) {
        const name = field === 'category' ? one.value.split(CATEGORY_SEPARATOR).at(-1)! : one.value;
        const folded = fold(name).trim();
        if (EMPTY.test(folded) || !/\p{L}/u.test(folded)) continue;
        put(name, field, kind, one, 'itself');
        for (const { name: other, by } of otherNames(folded, kind)) put(other, field, kind, one, by);
      }
    },
    done() {
      const readings = new Map([...byKey].map(([key, byField]) => [key, readingsOf(byField)]));
      const longestKey = Math.max(0, ...[...readings.keys()].map(({ length }) => length));
      return { readings: (key: string) => readings.get(key) ?? [], longestKey };
    },
  };
}

/** Words that a shopper may use for a value: its colour's, gender's or material's other names; of "dark blue", blue. */
function otherNames(folded: string, kind: FieldKind): { readonly name: string; readonly by: Named['by'] }[] {
  const words = folded.split(/[\s/,&+-]+/u);
  const names: { name: string; by: Named['by'] }[] = [];
  const add = (some: readonly string[], by: Named['by']) => names.push(...some.map((name) => ({ name, by })));
  for (const { same, shades } of EQUIVALENTS[kind] ?? []) {
    const isIt = same.includes(folded) || (kind === 'colour' && same.some((word) => words.includes(word)));
    if (isIt) add(same, 'other name');
    if (same.includes(folded)) add(shades, 'wider');
    if (shades.includes(folded)) add(same, 'other name');
  }
  return names.filter(({ name }) => name !== folded);
}

/** How a phrase names a value: blue is wider than navy, and stands for it only where the catalog has no navy. */
interface Named {
  readonly count: number;
  readonly by: 'itself' | 'other name' | 'wider';
}

const KIND_ORDER: readonly FieldKind[] = ['brand', 'category', 'colour', 'gender', 'material', 'size', 'other'];

function readingsOf(
  byField: ReadonlyMap<string, { kind: FieldKind; values: ReadonlyMap<string, Named>; exact: boolean }>,
): Reading[] {
  const readings = [...byField].map(([field, { kind, values, exact }]): Reading => {
    const narrow = [...values].filter(([, { by }]) => by !== 'wider');
    const own = narrow.length > 0 ? narrow : [...values];
    const items = own.reduce((sum, [, { count }]) => sum + count, 0);
    return { field, kind, values: own.map(([value]) => value), items, exact };
  });
  const rank = ({ kind }: Reading) => KIND_ORDER.indexOf(kind);
  return readings.sort((a, b) => Number(b.exact) - Number(a.exact) || rank(a) - rank(b) || b.items - a.items);
}
