import type { Filter } from '#src/domain/filter';
import type { Finding } from './finding.ts';
import { MEASURE_NUMBER, type Quantity, quantityOf, UNIT_WORD } from './quantities.ts';

/** A field that holds quantities of one dimension: numbers in one unit, or texts such as `500 GB`. */
export type MeasuredField =
  | { readonly field: string; readonly dimension: string; readonly factor: number; readonly numbers: readonly number[] }
  | { readonly field: string; readonly dimension: string; readonly values: ReadonlyMap<string, number> };

/** How far a value may be off and still be it, as a share: 24" is 60.96 cm and sold as 61. */
const TOLERANCE = 0.02;

const word = (list: string) => String.raw`(?<![a-z])(?:${list})(?![a-z])\s*`;
const BEFORE = [
  `(?<most>${word('under|below|less than|smaller than|lighter than|shorter than|up ?to|at most|no more than|not over|max(?:imum|imal)?\\.?|within|unter|bis(?: zu)?|hochstens|weniger als|kleiner als|leichter als')}|<=?\\s*|≤\\s*|不超过|小于|低于|最多)`,
  `(?<least>${word('over|above|more than|larger than|bigger than|heavier than|longer than|at least|no less than|min(?:imum|destens|imal)?\\.?|uber|mehr als|grosser als|ab')}|>=?\\s*|≥\\s*|至少|大于|超过)`,
].join('|');
const AFTER = [
  `(?<mostAfter>${word('or (?:less|smaller|under|lighter)|and (?:under|below)|max(?:imum)?|oder (?:weniger|kleiner)')}|以下|以内)`,
  `(?<leastAfter>${word('or (?:more|larger|bigger|over)|and (?:up|above|over)|plus|oder (?:mehr|grosser)')}|\\+|以上)`,
].join('|');
const MEASURE = new RegExp(
  String.raw`(?:${BEFORE})?(?<![\d.,/a-z-])(?<number>${MEASURE_NUMBER})\s*-?\s*(?<unit>${UNIT_WORD})\s*(?:${AFTER})?`,
  'gu',
);

/**
 * Numbers with a unit that the catalog has fields for. A limit on the one field of its kind narrows; a value, or a limit
 * that may be of several fields, makes items likelier.
 */
export function findMeasures(folded: string, fields: readonly MeasuredField[]): Finding[] {
  if (fields.length === 0 || !/\d/u.test(folded)) return [];
  return [...folded.matchAll(MEASURE)].flatMap((match): Finding[] => {
    const { number, unit, most, least, mostAfter, leastAfter } = match.groups!;
    const quantity = quantityOf(number!, unit!);
    const own = fields.filter(({ dimension }) => dimension === quantity?.dimension);
    if (!quantity || own.length === 0) return [];
    const limit = (most ?? mostAfter) ? 'most' : (least ?? leastAfter) ? 'least' : undefined;
    const filters = own.flatMap((field) => filterOf(field, quantity, limit) ?? []);
    const place = { start: match.index, end: match.index + match[0].trimEnd().length };
    if (filters.length === 0) return [];
    if (limit !== undefined && filters.length === 1)
      return [{ ...place, kind: 'filter', keep: false, filter: filters[0]! }];
    return [{ ...place, kind: 'preference', keep: true, preference: { any: filters } }];
  });
}

/** Undefined where no item passes, or a limit lets all pass: then the number was about something else. */
function filterOf(field: MeasuredField, { value }: Quantity, limit: 'most' | 'least' | undefined): Filter | undefined {
  const from = limit === 'most' ? -Infinity : limit === 'least' ? value : value * (1 - TOLERANCE);
  const to = limit === 'least' ? Infinity : limit === 'most' ? value : value * (1 + TOLERANCE);
  const isIn = (own: number) => own >= from && own <= to;
  if ('values' in field) {
    const values = [...field.values].filter(([, own]) => isIn(own)).map(([text]) => text);
    return values.length === 0 || (limit && values.length === field.values.size)
      ? undefined
      : { field: field.field, kind: 'any', negated: false, values };
  }
  const passing = field.numbers.filter((number) => isIn(number * field.factor)).length;
  if (passing === 0 || (limit && passing === field.numbers.length)) return undefined;
  const inUnits = (bound: number) => Math.round((bound / field.factor) * 1e6) / 1e6;
  return {
    field: field.field,
    kind: 'range',
    negated: false,
    ...(Number.isFinite(from) && { from: inUnits(from) }),
    ...(Number.isFinite(to) && { to: inUnits(to) }),
  };
}
