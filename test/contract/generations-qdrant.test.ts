import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQdrantStore, type QdrantStore } from '#src/adapters/qdrant/store';
import type { Generation, Leg } from '#src/ports/generations';
import { aDocument, aManifest } from '#test/support/index-documents';
import { describeGenerationStore } from './generations.ts';
import { describeDeaths } from './qdrant-deaths.ts';

const urls = (process.env.QDRANT_URLS ?? process.env.QDRANT_URL)?.split(',');
const prefix = `vitrine-test-${process.pid}`;
/** Over the nodes of a cluster, everything is split and kept twice. */
const spread = (urls?.length ?? 0) > 1 ? { shards: 2, replicas: 2, writeConsistency: 2 } : {};
const apiKey = process.env.QDRANT_API_KEY;
/** With QDRANT_QUANTISATION=scalar and QDRANT_ON_DISK=on the same holds. */
const kept = {
  ...(apiKey !== undefined && { apiKey }),
  quantisation: process.env.QDRANT_QUANTISATION === 'scalar' ? ('scalar' as const) : ('none' as const),
  onDisk: process.env.QDRANT_ON_DISK === 'on',
};

if (urls) {
  const openStore = () => openQdrantStore({ urls, prefix, ...spread, ...kept });
  afterAll(async () => {
    const client = new QdrantClient({ url: urls[0]!, ...(apiKey !== undefined && { apiKey }) });
    for (const { name } of (await client.getCollections()).collections) {
      if (name.startsWith(prefix)) await client.deleteCollection(name);
    }
  });
  describeGenerationStore('generations in Qdrant', openStore);
  describeProcesses(openStore);
  describeDeaths(urls[0]!, apiKey === undefined ? {} : { 'api-key': apiKey }, (url, retries = 2) =>
    openQdrantStore({ urls: [url], prefix, retries, ...spread, ...kept }),
  );
} else {
  describe('generations in Qdrant', () =>
    it.skip('needs a server: set QDRANT_URL, e.g. http://127.0.0.1:6333', () => {}));
}

/** Two stores with nothing in common but the server are as good as two processes. */
function describeProcesses(openStore: () => Promise<QdrantStore>): void {
  describe('generations in Qdrant, open in two processes', () => {
    const manifest = aManifest({ catalog: 'two-processes' });
    const shoes: Leg = {
      kind: 'lexical',
      query: { clauses: [{ terms: [{ token: 'shoe', weight: 1 }], normalise: 'none' }], combine: 'sum', mustNot: [] },
      depth: 10,
    };
    let one: Generation;
    let other: Generation;
    let store: QdrantStore;

    beforeEach(async () => {
      store = await openStore();
      one = await store.create(manifest);
      other = await (await openStore()).open(manifest);
    });
    afterEach(async () => {
      await one.close();
      await other.close();
      await store.drop(manifest);
    });

    const coloursIn = async (generation: Generation) => {
      const [leg] = await generation.retrieve([shoes], []);
      const read = await generation.features.read(leg!.ids, { tokens: [], labels: ['colour'], numbers: [] });
      const { dictionary, codes } = read.labels('colour');
      return [...codes].map((code) => dictionary[code]);
    };

    it('show at once what the other has written, replaced and removed', async () => {
      for (const colour of ['red', 'blue', 'green']) {
        await one.write([aDocument('1', { title: 'shoe', values: { colour } })]);
        expect([await coloursIn(other), await coloursIn(one)]).toEqual([[colour], [colour]]);
      }
      await other.remove(['1']);
      expect([await coloursIn(one), await one.count()]).toEqual([[], 0]);
    });

    it('show what the other has written just now to who asks for nothing else', async () => {
      await one.write([aDocument('1', { title: 'shoe', values: { colour: 'red' } })]);
      expect(await coloursIn(other)).toEqual(['red']);
      await one.write([aDocument('1', { title: 'shoe', values: { colour: 'blue' } })]);
      const read = await other.features.read(['1'], { tokens: [], labels: ['colour'], numbers: [], fresh: true });
      expect(read.labels('colour').dictionary).toEqual(['blue']);
    });

    it('let the store be asked whether it answers, also after the other has dropped a generation', async () => {
      const beside = await openStore();
      const third = await beside.open(manifest);
      await beside.ping();
      await store.drop(manifest);
      await beside.ping();
      await expect(third.count()).rejects.toMatchObject({ code: 'generation_incompatible' });
      one = await store.create(manifest);
      other = one;
    });

    it('show the generation that was published last by an alias, until it is dropped', async () => {
      const client = new QdrantClient({ url: urls![0]!, ...(apiKey !== undefined && { apiKey }) });
      const next = aManifest({ catalog: 'two-processes', id: 'next' });
      await (await store.create(next)).close();
      const shown = async () => {
        const { aliases } = await client.getAliases();
        const own = aliases.filter(({ alias_name }) => alias_name.startsWith(`${prefix}_two-processes`));
        return Promise.all(own.map(async ({ alias_name }) => (await client.count(alias_name)).count));
      };
      await one.write([aDocument('1')]);
      for (const [published, items] of [
        [manifest, 1],
        [next, 0],
        [manifest, 1],
      ] as const) {
        await store.publish(published);
        expect(await shown()).toEqual([items]);
      }
      await store.drop(next);
      expect(await shown()).toEqual([1]);
    });

    it('never lower the sequence that the other has noted', async () => {
      await one.commit(10);
      await other.commit(5);
      const third = await (await openStore()).open(manifest);
      expect(third.appliedSequence).toBe(10);
      await third.close();
    });

    it('weigh words alike once one has weighed all anew and the other has looked', async () => {
      await one.write([aDocument('1', { title: 'shoe' })]);
      await other.write([aDocument('2', { title: 'shoe' })]);
      const long = Array.from({ length: 50 }, (_, n) => `word${n}`).join(' ');
      await one.write(Array.from({ length: 10 }, (_, n) => aDocument(`long${n}`, { title: long })));
      await one.optimise();
      await other.refreshSequence();
      await other.write([aDocument('3', { title: 'shoe' })]);
      const [leg] = await one.retrieve([shoes], []);
      expect([[...leg!.ids].sort(), new Set(leg!.scores).size]).toEqual([['1', '2', '3'], 1]);
    });

    it('write side by side without losing anything', async () => {
      const batches = Array.from({ length: 6 }, (_, b) => Array.from({ length: 20 }, (_, i) => aDocument(`${b}-${i}`)));
      await Promise.all(batches.map((batch, i) => (i % 2 ? one : other).write(batch)));
      expect([await one.count(), await other.count()]).toEqual([120, 120]);
    });
  });
}
