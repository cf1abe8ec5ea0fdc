import { VitrineError } from '../errors.ts';
import type { Filter } from './filter.ts';

/**
 * A filter as JSON has it: `field` and one of `any` (one of these), `not` (none of these), `from` and/or `to`
 * (both included; numbers or dates), `exists` (`false`: has none).
 */
export interface FilterObject {
  readonly field: string;
  readonly any?: FilterScalar | readonly FilterScalar[] | undefined;
  readonly not?: FilterScalar | readonly FilterScalar[] | undefined;
  readonly from?: number | string | undefined;
  readonly to?: number | string | undefined;
  readonly exists?: boolean | undefined;
}
type FilterScalar = string | number | boolean;

const QUOTED = /^"(?:[^"\\]|\\.)*"/su;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;
const DATE = /^\d{4}-\d{2}-\d{2}(?<time>T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/u;
const ANOTHER_EXPRESSION = /\s-?[^\s:"]+:/u;
const TWO_IN_ONE = 'it looks like two expressions in one; give each by itself, or quote the value';
const DAY_MS = 86_400_000;

const HELP =
  'Write field:value, field:"a quoted value", field:a,b, price:10..50, field:* or -field:value; one expression each.';

/**
 * Reads one expression: `field:value`, `field:"a value: quoted"` (a JSON string), `field:a,b` (any of), `price:10..50`,
 * `price:..50`, `createdAt:2026-01-31..` (a day means all of it), `field:*` (has one), and `-` before any of them (not).
 * Throws `invalid_filter`.
 */
export function parseFilter(text: string): Filter {
  const expression = text.trim();
  const negated = expression.startsWith('-');
  const { field, rest } = readField(negated ? expression.slice(1) : expression, text);
  if (rest === '*') return { field, negated, kind: 'exists' };
  const quoting = rest.includes('"');
  if (!quoting && ANOTHER_EXPRESSION.test(rest)) throw invalid(text, TWO_IN_ONE);
  if (!quoting && rest.includes('..')) return { field, negated, kind: 'range', ...readRange(rest, text) };
  return { field, negated, kind: 'any', values: readValues(rest, text) };
}

/** The filter of its JSON form. Throws `invalid_filter`. */
export function filterFromObject(object: FilterObject): Filter {
  const { field, any, not, from, to, exists } = object;
  const shown = JSON.stringify(object);
  const given = [any !== undefined, not !== undefined, from !== undefined || to !== undefined, exists !== undefined];
  if (field.trim() === '') throw invalid(shown, 'its "field" is empty');
  if (given.filter(Boolean).length !== 1)
    throw invalid(shown, 'it needs one of "any", "not", "from"/"to" and "exists"');
  if (exists !== undefined) return { field, negated: !exists, kind: 'exists' };
  const wanted = any ?? not;
  if (wanted === undefined)
    return { field, negated: false, kind: 'range', ...range(String(from ?? ''), String(to ?? ''), shown) };
  const values = [wanted].flat().map(String);
  if (values.length === 0 || values.some((value) => value.trim() === '')) throw invalid(shown, 'a value is missing');
  return { field, negated: any === undefined, kind: 'any', values };
}

/** The expression that `parseFilter` reads as this filter. */
export function formatFilter(filter: Filter): string {
  const field =
    /^[^\s":-][^":]*$/u.test(filter.field) && filter.field.trim() === filter.field
      ? filter.field
      : JSON.stringify(filter.field);
  return `${filter.negated ? '-' : ''}${field}:${formatCondition(filter)}`;
}

function formatCondition(filter: Filter): string {
  if (filter.kind === 'exists') return '*';
  if (filter.kind === 'range') return `${filter.from ?? ''}..${filter.to ?? ''}`;
  return filter.values
    .map((value) =>
      /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/&+'-]*[\p{L}\p{N}])?$/u.test(value) && !value.includes('..')
        ? value
        : JSON.stringify(value),
    )
    .join(',');
}

function readField(expression: string, whole: string): { field: string; rest: string } {
  const quoted = QUOTED.exec(expression)?.[0];
  const field =
    quoted === undefined ? expression.slice(0, Math.max(0, expression.indexOf(':'))).trim() : unquote(quoted, whole);
  const after =
    quoted === undefined ? expression.slice(expression.indexOf(':')) : expression.slice(quoted.length).trimStart();
  if (!after.startsWith(':')) throw invalid(whole, 'there is no ":" after the field');
  if (field.trim() === '') throw invalid(whole, 'there is no field before the ":"');
  return { field, rest: after.slice(1).trim() };
}

function readValues(list: string, whole: string): string[] {
  const values: string[] = [];
  let rest = list;
  for (;;) {
    const quoted = QUOTED.exec(rest)?.[0];
    if (quoted === undefined && rest.startsWith('"')) throw invalid(whole, 'a quote is not closed');
    const raw = quoted ?? rest.slice(0, commaIn(rest));
    values.push(quoted === undefined ? bareValue(raw.trim(), whole) : unquote(quoted, whole));
    rest = rest.slice(raw.length).trimStart();
    if (values.at(-1)!.trim() === '') throw invalid(whole, 'a value is missing');
    if (rest === '') return values;
    if (!rest.startsWith(','))
      throw invalid(whole, 'something follows a closing quote; inside quotes write \\" for a quote');
    rest = rest.slice(1).trimStart();
  }
}

function bareValue(value: string, whole: string): string {
  if (value === '*') throw invalid(whole, '* cannot be one of several values; quote it if it is meant literally');
  if (value.includes('..'))
    throw invalid(whole, 'a range cannot be one of several values; quote it if it is meant literally');
  if (ANOTHER_EXPRESSION.test(value)) throw invalid(whole, TWO_IN_ONE);
  return value;
}

function commaIn(text: string): number {
  const at = text.indexOf(',');
  return at === -1 ? text.length : at;
}

/** JSON strings hold no raw control characters; a shell or an address easily brings some. */
function unquote(quoted: string, whole: string): string {
  try {
    return JSON.parse(quoted.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1)));
  } catch {
    throw invalid(
      whole,
      'a quoted text is no JSON string: inside quotes write \\" for a quote and \\\\ for a backslash',
    );
  }
}

function readRange(text: string, whole: string): { from?: number; to?: number } {
  const [from = '', to = '', ...more] = text.split('..');
  if (more.length > 0 || text.includes('...')) throw invalid(whole, 'a range is two numbers with .. between them');
  return range(from.trim(), to.trim(), whole);
}

function range(from: string, to: string, whole: string): { from?: number; to?: number } {
  if (from === '' && to === '') throw invalid(whole, 'a range needs a number at one end at least');
  const low = from === '' ? undefined : boundary(from, 'from', whole);
  const high = to === '' ? undefined : boundary(to, 'to', whole);
  if (low !== undefined && high !== undefined && low > high)
    throw invalid(whole, `the range begins above its end (${from} > ${to})`);
  return { ...(low !== undefined && { from: low }), ...(high !== undefined && { to: high }) };
}

function boundary(text: string, end: 'from' | 'to', whole: string): number {
  const date = DATE.exec(text);
  const start = date ? Date.parse(text) : NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(start))
    throw invalid(whole, `"${text}" is neither a number nor a date; quote the value if no range is meant`);
  const wholeDay = date !== null && date.groups?.time === undefined && end === 'to';
  // Adding 0 turns -0 into 0.
  return wholeDay ? start + DAY_MS - 1 : start + 0;
}

function invalid(expression: string, why: string): VitrineError {
  return new VitrineError('invalid_filter', `The filter ${expression} is not valid: ${why}. ${HELP}`);
}
