import { unitToken } from '#src/text/units';
import { readNumber } from './numbers.ts';

/** A quantity in the base unit of its dimension. */
export interface Quantity {
  readonly dimension: string;
  readonly value: number;
}

/** By token of a unit (see `unitToken`): its dimension and how many base units it is. */
const UNITS: Readonly<Record<string, readonly [dimension: string, factor: number]>> = {
  mm: ['length', 1],
  cm: ['length', 10],
  metre: ['length', 1000],
  km: ['length', 1_000_000],
  inch: ['length', 25.4],
  foot: ['length', 304.8],
  yard: ['length', 914.4],
  mile: ['length', 1_609_344],
  gram: ['weight', 1],
  kg: ['weight', 1000],
  ounce: ['weight', 28.349523125],
  pound: ['weight', 453.59237],
  ml: ['volume', 1],
  liter: ['volume', 1000],
  gallon: ['volume', 3785.411784],
  quart: ['volume', 946.352946],
  pint: ['volume', 473.176473],
  mb: ['storage', 0.001],
  gb: ['storage', 1],
  tb: ['storage', 1000],
  watt: ['power', 1],
  kw: ['power', 1000],
  hp: ['power', 745.699872],
  volt: ['voltage', 1],
  amp: ['current', 1],
  mah: ['charge', 1],
  hz: ['frequency', 1],
  mhz: ['frequency', 1e6],
  ghz: ['frequency', 1e9],
};

/** Chinese units, which no analyser splits off. */
const CHINESE: Readonly<Record<string, string>> = {
  毫米: 'mm',
  厘米: 'cm',
  公分: 'cm',
  米: 'metre',
  英寸: 'inch',
  寸: 'inch',
  克: 'gram',
  千克: 'kg',
  公斤: 'kg',
  毫升: 'ml',
  升: 'liter',
  瓦: 'watt',
  千瓦: 'kw',
  伏: 'volt',
};

const FRACTION = String.raw`\d+\s*/\s*\d+`;
/** `12`, `1,000`, `5/8`, `1-1/2`, `1 1/2`. */
export const MEASURE_NUMBER = String.raw`(?:\d+[\s-]+${FRACTION}|${FRACTION}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)`;
export const UNIT_WORD = String.raw`(?:[a-z]+(?![a-z])\.?|''|["']|${Object.keys(CHINESE)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const QUANTITY = new RegExp(String.raw`^(${MEASURE_NUMBER})\s*-?\s*(${UNIT_WORD})$`, 'u');

/** The quantity that a folded text is; undefined for anything else. */
export function readQuantity(folded: string): Quantity | undefined {
  const [, number, unit] = QUANTITY.exec(folded.trim()) ?? [];
  return number === undefined ? undefined : quantityOf(number, unit!);
}

export function quantityOf(number: string, unit: string): Quantity | undefined {
  const [dimension, factor] = UNITS[unitNamed(unit) ?? ''] ?? [];
  const value = measureNumber(number);
  return dimension === undefined || !Number.isFinite(value) ? undefined : { dimension, value: value * factor! };
}

/** The unit that the name of a field ends with or has in brackets: `weight_kg`, `Capacity (GB)`, `screen size in inches`. */
export function unitOfField(foldedName: string): { readonly dimension: string; readonly factor: number } | undefined {
  const [last] = /[a-z]+(?=[)\]\s]*$)/u.exec(foldedName) ?? [];
  const isSeparate = last !== undefined && last.length < foldedName.replace(/[^a-z]/gu, '').length;
  const [dimension, factor] = (isSeparate && UNITS[unitNamed(last) ?? '']) || [];
  return dimension === undefined ? undefined : { dimension, factor: factor! };
}

function unitNamed(unit: string): string | undefined {
  return CHINESE[unit] ?? unitToken(unit.replace(/\.$/u, ''), true);
}

function measureNumber(text: string): number {
  const [, whole = '0', above, below] = /^(?:(\d+)[\s-]+)?(\d+)\s*\/\s*(\d+)$/u.exec(text) ?? [];
  if (above === undefined) return readNumber(text, { decimalPoint: true });
  return Number(whole) + Number(above) / Number(below);
}
