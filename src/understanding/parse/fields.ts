import type { FieldProfile } from '#src/ports/features';
import { fold } from '#src/text/fold';
import { kindOf } from './equivalents.ts';
import type { MeasuredField } from './measures.ts';
import { readQuantity, unitOfField } from './quantities.ts';

/** Fields whose values are looked at, the best covered first, beside brand and category. */
const MOST_FIELDS = 40;
/** Fields of measures of one dimension that a quantity may be of. */
const MOST_MEASURED = 6;
/** A field with more different values is no list that shoppers know by heart. */
export const MOST_VALUES = 400;
/** Least share of the items that has the field. */
const LEAST_COVERAGE = 0.02;

export const FAMILIAR: ReadonlySet<string> = new Set(['brand', 'category']);
/** Fields whose values nobody asks for in words. */
const UNASKED = new Set(
  'groupId currency sku gtin mpn createdAt kind availability seller price stock rating url'.split(' '),
);

/** The fields whose values shoppers may name: brand and category, and the best covered ones with few values. */
export function namedFields(profiles: readonly FieldProfile[], documents: number): readonly FieldProfile[] {
  const isSize = ({ field }: FieldProfile) => kindOf(fold(field)) === 'size';
  const others = profiles.filter(
    (profile) =>
      (profile.type === 'text' || isSize(profile)) &&
      !UNASKED.has(profile.field) &&
      !FAMILIAR.has(profile.field) &&
      profile.distinct <= MOST_VALUES &&
      profile.items >= documents * LEAST_COVERAGE,
  );
  return [...profiles.filter(({ field }) => FAMILIAR.has(field)), ...others.slice(0, MOST_FIELDS)];
}

/** What numbers are, where the name of their field does not say the unit. */
const USUAL: readonly (readonly [RegExp, dimension: string, factor: number])[] = [
  [/diagonal|screen[ _-]?size|bildschirmgrosse/u, 'length', 25.4],
  [/(?:^|[ _-])(?:storage|hdd|ssd|ram|internal[ _-]memory|speicher)/u, 'storage', 1],
  [/voltage|spannung/u, 'voltage', 1],
  [/wattage|(?:^|[ _-])power(?:$|[ _-](?:output|consumption))/u, 'power', 1],
];

/** Number fields that hold quantities, by their names, with the values that items have. */
export async function measuredNumbers(
  profiles: readonly FieldProfile[],
  documents: number,
  valuesOf: (field: string) => Promise<readonly { readonly value: string }[]>,
): Promise<MeasuredField[]> {
  const found: MeasuredField[] = [];
  for (const { field, type, items } of profiles) {
    if (type !== 'number' || items < documents * LEAST_COVERAGE || UNASKED.has(field)) continue;
    const name = fold(field);
    const usual = USUAL.find(([pattern]) => pattern.test(name));
    const unit = unitOfField(name) ?? (usual && { dimension: usual[1], factor: usual[2] });
    const same = found.filter(({ dimension }) => dimension === unit?.dimension).length;
    if (!unit || same >= MOST_MEASURED) continue;
    const numbers = (await valuesOf(field)).map(({ value }) => Number(value)).filter(Number.isFinite);
    found.push({ field, ...unit, numbers });
  }
  return found;
}

/** A text field whose values are mostly quantities (`500 GB`), by dimension the largest part of them. */
export function measuredTexts(field: string, values: readonly { readonly value: string }[]): MeasuredField | undefined {
  const read = values.flatMap(({ value }) => {
    const quantity = readQuantity(fold(value));
    return quantity ? [{ text: value, ...quantity }] : [];
  });
  const dimension = read[0]?.dimension;
  const own = read.filter((quantity) => quantity.dimension === dimension);
  if (dimension === undefined || own.length * 2 < values.length) return undefined;
  return { field, dimension, values: new Map(own.map(({ text, value }) => [text, value])) };
}
