import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '#src/cf/model-file';
import { trainShop } from './shop.ts';

const model = trainShop();
const bytes = encodeModel(model);

describe('the file of a model', () => {
  it('gives back what was written, reading the arrays where they lie', () => {
    const { users, items, ...read } = decodeModel(bytes);
    const { users: hadUsers, items: hadItems, ...had } = model;
    expect(read).toEqual(had);
    expect([users.ids, items.ids]).toEqual([hadUsers.ids, hadItems.ids]);
    expect(items.indexOf('hat-3')).toBe(hadItems.indexOf('hat-3'));
    expect(items.indexOf('no such item')).toBe(-1);
    expect(read.factors!.items.buffer).toBe(bytes.buffer);
  });

  it('reads from the middle of a buffer', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeModel(shifted.subarray(3)).popularity).toEqual(model.popularity);
  });

  it('writes the same for the same events', () => expect(encodeModel(trainShop())).toEqual(bytes));

  it.each([0, 9, 40, 500, bytes.length - 1])('refuses a file whose byte %d is another', (at) => {
    const broken = bytes.slice();
    broken[at]! ^= 1;
    expect(() => decodeModel(broken)).toThrow(/cannot be read/u);
  });

  it('refuses half a file, and one of another format', () => {
    expect(() => decodeModel(bytes.slice(0, bytes.length / 2))).toThrow(/cannot be read/u);
    expect(() => decodeModel(bytes.slice(0, 5))).toThrow(/cannot be read/u);
    const newer = bytes.slice();
    newer[12] = 200;
    expect(() => decodeModel(newer)).toThrow(/format 200 .* train again/u);
  });
});
