import { describe, expect, it } from 'vitest';
import { chosenRange, chosenValues, setRange, toggleValue } from '../../../web/src/refine.ts';
import {
  addressOf,
  EVERYTHING,
  isFrontPage,
  listKey,
  readState,
  refinementsOf,
  type State,
} from '../../../web/src/state.ts';

const front = readState('');
const full: State = {
  text: 'red & "blue" shoes',
  picture: 'abc',
  like: 'a/b c',
  item: '🧦',
  refine: [
    { field: 'brand', negated: false, kind: 'any', values: ['A, B', 'C: D'] },
    { field: 'price', negated: false, kind: 'range', from: 10 },
  ],
  sort: 'price:asc',
  page: 3,
  view: 'list',
  group: true,
  weak: true,
  catalog: 'other',
};

describe('the address', () => {
  it('holds everything that is shown', () => {
    expect(readState(addressOf(full).slice(1))).toEqual(full);
    expect(addressOf(front)).toBe('/');
    expect(addressOf({ ...full, ...EVERYTHING, page: 1, group: false, view: 'cards', catalog: undefined })).toBe('/');
  });
  it('is read as far as it can be', () => {
    const state = readState('?page=-1&refine=broken&refine=brand:acme&view=odd&unknown=1');
    expect(state).toEqual({ ...front, refine: [{ field: 'brand', negated: false, kind: 'any', values: ['acme'] }] });
  });
  it('tells lists apart, not pages and views of one', () => {
    expect(listKey({ ...full, page: 4, view: 'cards', item: undefined })).toBe(listKey(full));
    expect(listKey({ ...full, weak: false })).not.toBe(listKey(full));
    expect([front, full, { ...front, page: 2 }].map(isFrontPage)).toEqual([true, false, false]);
  });
});

describe('refinements', () => {
  it('hold several values of a field as alternatives', () => {
    const both = toggleValue(toggleValue([], 'brand', 'a'), 'brand', 'b');
    expect(both).toEqual([{ field: 'brand', negated: false, kind: 'any', values: ['a', 'b'] }]);
    expect(chosenValues(both, 'brand')).toEqual(['a', 'b']);
    expect(toggleValue(toggleValue(both, 'brand', 'a'), 'brand', 'b')).toEqual([]);
  });
  it('keep their order when one changes', () => {
    const two = toggleValue(toggleValue([], 'brand', 'a'), 'colour', 'red');
    expect(toggleValue(two, 'brand', 'b').map(({ field }) => field)).toEqual(['brand', 'colour']);
  });
  it('hold one range of a field, or none', () => {
    const range = setRange([], 'price', 5, undefined);
    expect(chosenRange(range, 'price')).toMatchObject({ from: 5 });
    expect(chosenRange(setRange(range, 'price', undefined, 9), 'price')).toMatchObject({ to: 9 });
    expect(setRange(range, 'price', undefined, undefined)).toEqual([]);
  });
  it('are sent as the address has them, negations too', () => {
    const refine = ['-price:..50', 'price:10..', '-brand:acme,bolt', 'category:"Shoes > Boots"', '-colour:*'];
    const query = refine.map((expression) => `refine=${encodeURIComponent(expression)}`).join('&');
    expect(refinementsOf(readState(`?${query}`))).toEqual(refine);
  });
});
