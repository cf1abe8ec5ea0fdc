import type { Finding } from './finding.ts';

/** Values of the fields for sizes: by folded value, the fields that have it with the value as shown. */
export type Sizes = ReadonlyMap<string, readonly { readonly field: string; readonly value: string }[]>;

const VALUE = String.raw`(?<value>\d{1,3}(?:[.,]5|\s+1/2)?|[2-5]?x{0,3}(?:s|m|l)|small|medium|large|x-large|xx-large)`;
const SIZE = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?:in\s+)?(?:size|sz|grosse|groesse|gr\.)\s*:?\s*(?:eu|us|uk)?\s*|(?:eu|us|uk)\s+)${VALUE}(?![\p{L}\d.,/-])|(?<number>\d{2,3}(?:\.5)?)\s*(?:码|号)`,
  'gu',
);

/** `size 42`, `Größe L`, `42码`: of the catalog's one field with that size a filter, else a preference. */
export function findSizes(folded: string, sizes: Sizes): Finding[] {
  if (sizes.size === 0) return [];
  return [...folded.matchAll(SIZE)].flatMap((match): Finding[] => {
    const { value, number } = match.groups!;
    const fields = sizes.get((value ?? number)!.replace(',', '.').replace(/\s+1\/2$/u, '.5')) ?? [];
    const filters = fields.map(
      ({ field, value: own }) => ({ field, kind: 'any', negated: false, values: [own] }) as const,
    );
    const place = { start: match.index, end: match.index + match[0].trimEnd().length };
    if (filters.length === 0) return [];
    if (filters.length === 1) return [{ ...place, kind: 'filter', keep: false, filter: filters[0]! }];
    return [{ ...place, kind: 'preference', keep: true, preference: { any: filters } }];
  });
}
