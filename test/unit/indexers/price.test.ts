import { describe, expect, it } from 'vitest';
import { parseNumber, parsePrice } from '#indexers/price';

describe('parsePrice', () => {
  it.each([
    ['12.99', 12.99, undefined],
    ['12,99', 12.99, undefined],
    ['0.0508305', 0.0508305, undefined],
    ['1.299', 1.299, undefined],
    ['1,299', 1299, undefined],
    ['1,299.00', 1299, undefined],
    ['1.299.000', 1299000, undefined],
    ['5.08e-05', 0.0000508, undefined],
    ['1.299,00 €', 1299, 'EUR'],
    ['1.299 €', 1299, 'EUR'],
    ['12.99 USD', 12.99, 'USD'],
    ['$1,299.50', 1299.5, 'USD'],
    ['C$ 5', 5, 'CAD'],
    ["CHF 1'299.-", 1299, 'CHF'],
    ['1\u202f299,00\u00a0€', 1299, 'EUR'],
    ['499 kr', 499, undefined],
    ['20,- €', 20, 'EUR'],
    ['-3', -3, undefined],
    ['99 ct', 0.99, undefined],
    ['1299 cents', 12.99, undefined],
    ['50¢', 0.5, undefined],
  ])('reads %s', (text, amount, currency) => {
    expect(parsePrice(text)).toEqual({ amount, ...(currency && { currency }) });
  });

  it.each(['abc', '', '10 - 20', 'from 5', '1e309', '12 apples', '€', '1 2 a 3'])('does not read %j', (text) => {
    expect(parsePrice(text)).toBeUndefined();
  });
});

describe('a text that is too long to be a number', () => {
  it('is read to 64 characters, blanks in a row counted as one', () => {
    const digits = '1'.repeat(64);
    for (const parse of [parseNumber, (text: string) => parsePrice(text)?.amount]) {
      expect(parse(digits)).toBe(Number(digits));
      expect(parse(`${digits}1`)).toBeUndefined();
      expect(parse(`7${' '.repeat(100_000)}`)).toBe(7);
      expect(parse(`${'1'.repeat(100_000)}x1`)).toBeUndefined();
    }
    const blanks = ' '.repeat(100_000);
    expect(parsePrice(`EUR${blanks}12.50`)).toEqual({ amount: 12.5, currency: 'EUR' });
    expect(parsePrice(`a${blanks}1${blanks}1x1`)).toBeUndefined();
  });
});

describe('parseNumber', () => {
  it.each([
    ['4,5', 4.5],
    ['4.5', 4.5],
    ['1 000', 1000],
    ['+7', 7],
  ])('reads %s', (text, number) => expect(parseNumber(text)).toBe(number));

  it.each(['4.5/5', 'PG-13', '.', ''])('does not read %j', (text) => expect(parseNumber(text)).toBeUndefined());
});
