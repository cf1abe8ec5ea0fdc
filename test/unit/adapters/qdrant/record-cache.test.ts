import { beforeEach, describe, expect, it } from 'vitest';
import type { Hit } from '#src/adapters/qdrant/entry';
import { itemPoint, picturePoint } from '#src/adapters/qdrant/ids';
import { candidateFeatures } from '#src/adapters/qdrant/read';
import { makeRecord, type StoredRecord } from '#src/adapters/qdrant/record';
import { createRecordCache, type RecordCache } from '#src/adapters/qdrant/record-cache';
import type { RecordReader } from '#src/adapters/qdrant/record-reader';
import { countTokens } from '#src/adapters/qdrant/sparse';
import { deferred } from '#test/support/deferred';
import { aDocument } from '#test/support/index-documents';

describe('record cache', () => {
  let server: Map<string, StoredRecord>;
  let reads: number;
  let clock: number;
  let cache: RecordCache;

  const put = (id: string, title: string) => {
    const document = aDocument(id, { title, values: { colour: title } });
    server.set(itemPoint(id), makeRecord(document, countTokens(document.tokens)));
  };
  const reader: RecordReader = {
    read: async (points) => {
      reads += points.length;
      return new Map(points.flatMap((point) => (server.has(point) ? [[point, server.get(point)!] as const] : [])));
    },
    sample: async () => ({ records: [], isWhole: true }),
  };
  const hit = (id: string, version: number, picture?: number): Hit => {
    const item = itemPoint(id);
    return { item, version, point: picture === undefined ? item : picturePoint(item, picture) };
  };
  const ofHits = (hits: readonly Hit[], askedAt = clock) => cache.ofHits(hits, askedAt);
  const coloursOf = async (...ids: string[]) => {
    const features = candidateFeatures(await cache.ofIds(ids), []);
    const { dictionary, codes } = features.labels('colour');
    return [...codes].map((code) => dictionary[code]);
  };

  beforeEach(() => {
    server = new Map();
    reads = 0;
    clock = 0;
    cache = createRecordCache(reader, { bytes: 1e6, now: () => clock });
    put('1', 'red');
    put('2', 'blue');
  });

  it('reads what a leg found once, as long as its version stays', async () => {
    expect(await ofHits([hit('2', 6), hit('1', 5), hit('2', 6)])).toEqual(['2', '1', '2']);
    clock = 60_000;
    await ofHits([hit('1', 5), hit('2', 6)]);
    expect(reads).toBe(2);
    expect(await coloursOf('2', '1')).toEqual(['blue', 'red']);
    expect(reads).toBe(2);
  });

  it('reads again what another process has changed', async () => {
    await ofHits([hit('1', 5)]);
    put('1', 'green');
    await ofHits([hit('1', 7)]);
    expect(await coloursOf('1')).toEqual(['green']);
  });

  it('knows versions of pictures apart from that of their item', async () => {
    await ofHits([hit('1', 5), hit('1', 9, 0)]);
    await ofHits([hit('1', 9, 0)]);
    expect(reads).toBe(1);
    await ofHits([hit('1', 5, 0)]);
    expect(reads).toBe(2);
  });

  it('trusts nothing for long that no leg has confirmed', async () => {
    await ofHits([hit('1', 5)]);
    put('1', 'green');
    clock = 500;
    expect(await coloursOf('1')).toEqual(['red']);
    clock = 1_500;
    expect(await coloursOf('1')).toEqual(['green']);
  });

  it('trusts no version for ever, because replicas count by themselves', async () => {
    await ofHits([hit('1', 5)]);
    clock = 3_600_000;
    await ofHits([hit('1', 5)]);
    expect(reads).toBe(2);
  });

  it('reads again what this process has written', async () => {
    await ofHits([hit('1', 5)]);
    put('1', 'green');
    cache.written([itemPoint('1')]);
    expect(await coloursOf('1')).toEqual(['green']);
  });

  it('does not take a hit that was asked for before this process wrote for a confirmation', async () => {
    await ofHits([hit('1', 5)]);
    clock = 10;
    const askedAt = cache.now();
    put('1', 'green');
    clock = 20;
    cache.written([itemPoint('1')]);
    clock = 30;
    await ofHits([hit('1', 5)], askedAt);
    expect(await coloursOf('1')).toEqual(['green']);
  });

  it('reads an item once that is found by its own point and by pictures, whichever came first', async () => {
    await ofHits([hit('1', 5)]);
    for (let search = 0; search < 5; search++) await ofHits([hit('1', 5), hit('1', 8, 0), hit('1', 9, 1)]);
    await ofHits([hit('1', 9, 1)]);
    expect(reads).toBe(2);
  });

  it('trusts nothing that was being read while this process wrote it', async () => {
    const gate = deferred();
    const slow: RecordReader = {
      ...reader,
      read: async (points, keys) => {
        const records = await reader.read(points, keys);
        await gate.promise;
        return records;
      },
    };
    cache = createRecordCache(slow, { bytes: 1e6, now: () => clock });
    const early = ofHits([hit('1', 5)]);
    put('1', 'green');
    clock = 10;
    cache.written([itemPoint('1')]);
    gate.resolve();
    await early;
    expect(await coloursOf('1')).toEqual(['green']);
  });

  it('leaves out items that are gone', async () => {
    server.delete(itemPoint('2'));
    expect(await ofHits([hit('2', 6), hit('1', 5)])).toEqual([undefined, '1']);
    expect((await cache.ofIds(['2', 'none', '1'])).ids).toEqual(['1']);
    expect((await cache.idsOf([itemPoint('1'), itemPoint('2')])).get(itemPoint('2'))).toBeUndefined();
  });

  it('forgets everything when there are too many texts, and answers all the same', async () => {
    cache = createRecordCache(reader, { bytes: 1e6, now: () => clock, mostTexts: 3 });
    for (const id of ['1', '2', '1', '2']) await ofHits([hit(id, 5)]);
    expect(reads).toBeGreaterThan(2);
    expect(await coloursOf('1', '2')).toEqual(['red', 'blue']);
  });

  it('is right about what was being read when everything was forgotten', async () => {
    const first = deferred();
    let isFirst = true;
    const slow: RecordReader = {
      ...reader,
      read: async (points, keys) => {
        const records = await reader.read(points, keys);
        if (isFirst) {
          isFirst = false;
          await first.promise;
        }
        return records;
      },
    };
    cache = createRecordCache(slow, { bytes: 1e6, now: () => clock, mostTexts: 3 });
    put('3', 'quite another red');
    const early = ofHits([hit('1', 5)]);
    await ofHits([hit('3', 5)]);
    first.resolve();
    await early;
    expect(await coloursOf('1', '3')).toEqual(['red', 'quite another red']);
  });

  it('keeps no more than it may', async () => {
    cache = createRecordCache(reader, { bytes: 700, now: () => clock });
    await ofHits([hit('1', 5), hit('2', 6)]);
    await ofHits([hit('1', 5), hit('2', 6)]);
    expect(reads).toBeGreaterThan(2);
    expect(await coloursOf('1', '2')).toEqual(['red', 'blue']);
  });
});
