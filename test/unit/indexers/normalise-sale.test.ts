import { describe, expect, it } from 'vitest';
import { createNormaliser } from '#indexers/normalise';
import { options } from '#test/support/normalised';

describe('the dates of a sale', () => {
  const row = { id: '1', title: 't', price: '12 EUR', listPrice: '15 EUR' };
  const at = (time: string | undefined, more: Record<string, string>) => {
    const now = time === undefined ? undefined : Date.parse(time);
    const normalised = createNormaliser({ ...options, now })({ ...row, ...more });
    return 'item' in normalised ? normalised : undefined;
  };
  const sale = { saleStarts: '2024-11-29', saleEnds: '2024-12-01' };
  const shown = { saleStarts: '2024-11-29T00:00:00.000Z', saleEnds: '2024-12-01T23:59:59.999Z' };

  it.each(['2024-11-29T00:00:00Z', '2024-12-01T23:59:59Z', undefined])('let its price count at %s', (time) => {
    expect(at(time, sale)?.item).toMatchObject({ price: 12, attributes: { listPrice: 15, ...shown } });
  });

  it.each(['2024-11-28T23:59:59Z', '2024-12-02T00:00:00Z'])('let the regular price count at %s', (time) => {
    const item = at(time, sale)?.item;
    expect(item).toMatchObject({ price: 15, currency: 'EUR' });
    expect(item?.attributes).toEqual(shown);
  });

  it('may be of one side only, with a time and a zone', () => {
    const priceAt = (time: string, more: Record<string, string>) => at(time, more)?.item.price;
    expect(priceAt('2024-12-01T20:29:00Z', { saleEnds: '2024-12-01T15:30-0500' })).toBe(12);
    expect(priceAt('2024-12-01T20:31:00Z', { saleEnds: '2024-12-01T15:30-0500' })).toBe(15);
    expect(priceAt('2024-11-28T00:00:00Z', { saleStarts: '29.11.2024' })).toBe(15);
    expect(priceAt('2030-01-01T00:00:00Z', { saleStarts: '29.11.2024' })).toBe(12);
    expect(priceAt('2030-01-01T00:00:00Z', {})).toBe(12);
  });

  it.each(['2024-12-13', '13.12.2024', '13-12-2024', '13 Dec 2024', 'Dec 13, 2024', '20241213'])(
    'mean the whole of the day %s',
    (saleEnds) => {
      expect(at('2024-12-13T23:00:00Z', { saleEnds })?.item.price).toBe(12);
      expect(at('2024-12-14T00:00:00Z', { saleEnds })?.item.price).toBe(15);
    },
  );

  it('are told when they cannot be read, and leave the price', () => {
    const normalised = at('2030-01-01T00:00:00Z', { saleEnds: 'soon' });
    expect(normalised?.item.price).toBe(12);
    expect(normalised?.leftOut.map(({ reason }) => reason)).toEqual(['saleEnds is not a date (as 2024-12-31)']);
  });
});
