import { beforeEach, describe, expect, it } from 'vitest';
import { type AverageLength, createAverageLength } from '#src/adapters/qdrant/average-length';
import { type Meta, type MetaStore, QDRANT_FORMAT } from '#src/adapters/qdrant/meta';
import { deferred } from '#test/support/deferred';
import { aDocument, aManifest } from '#test/support/index-documents';

const manifest = aManifest({ catalog: 'shop' });

describe('the mean length that words are weighed by', () => {
  let meta: Meta;
  let notes: MetaStore;
  let one: AverageLength;
  let other: AverageLength;
  beforeEach(async () => {
    meta = { format: QDRANT_FORMAT, manifest, appliedSequence: 0 };
    notes = {
      read: async () => meta,
      create: async () => {},
      remove: async () => {},
      raiseSequence: async () => {},
      setAverageLength: async (_, averageLength) => {
        meta = { ...meta, averageLength };
      },
    };
    one = createAverageLength(manifest, notes, undefined);
    other = createAverageLength(manifest, notes, undefined);
    await one.of([aDocument('1', { title: 'red shoe' })]);
  });

  it('is that of the first items, for all processes', async () => {
    expect([one.current(), await other.of([aDocument('2', { title: 'shoe' })])]).toEqual([6, 6]);
  });

  it('is what another process has changed it to, from the next look on', async () => {
    await other.look();
    await one.change(9, async () => {});
    expect(other.current()).toBe(6);
    expect(await other.look()).toEqual(meta);
    expect(await other.of([])).toBe(9);
  });

  it('stays what this process changes it to while all is weighed, and when a look took longer than that', async () => {
    const late = deferred();
    const asThen = meta;
    const { read } = notes;
    notes.read = async () => {
      await late.promise;
      return asThen;
    };
    const looking = one.look();
    notes.read = read;
    await one.change(9, async () => {
      await one.look();
      expect(one.current()).toBe(9);
    });
    late.resolve();
    await looking;
    expect(one.current()).toBe(9);
  });

  it('is what is noted again, after a change that failed', async () => {
    const failing = one.change(9, () => Promise.reject(new Error('the server is down')));
    await expect(failing).rejects.toThrow('the server is down');
    await one.look();
    expect(one.current()).toBe(6);
  });
});
