import { describe, expect, it } from 'vitest';
import type { QdrantStore } from '#src/adapters/qdrant/store';
import type { Generation, Leg } from '#src/ports/generations';
import { openDyingWay } from '#test/support/dying-way';
import { aDocument, aManifest, unit } from '#test/support/index-documents';

const manifest = aManifest({ catalog: 'deaths' });
const IDS = ['1', '2'];

/** Version 1 has two pictures, 2 has one and many more words, so that all words are weighed anew. */
const before = aDocument('1', {
  title: 'red shoe',
  textHash: 'before',
  words: [1, 0, 0, 0],
  looks: [
    [1, 0, 0],
    [0, 1, 0],
  ],
});
const title = Array.from({ length: 20 }, (_, n) => `word${n}`).join(' ');
const after = IDS.map((id) => aDocument(id, { title, textHash: 'after', words: [0, 1, 0, 0], looks: [[0, 0, 1]] }));

const look = (vector: readonly number[]): Leg => ({ kind: 'vector', space: 'looks', vector: unit(vector), depth: 5 });

/** Every fingerprint belongs to the vectors that are there. */
async function expectNoLies(generation: Generation): Promise<void> {
  const fingerprints = await generation.fingerprints(IDS);
  const vectors = await generation.vectors([...fingerprints.keys()]);
  for (const [id, { textHash, pictures }] of fingerprints) {
    const { text, pictures: own } = vectors.get(id)!;
    expect([...text.words!]).toEqual(textHash === 'before' ? [1, 0, 0, 0] : [0, 1, 0, 0]);
    expect(own.map(({ number, hash }) => ({ number, hash }))).toEqual(pictures);
    for (const { vectors: of } of own) expect(of.looks).toBeDefined();
  }
}

/** `openWith` opens a store by another address of the same server. */
export function describeDeaths(
  url: string,
  headers: Record<string, string>,
  openWith: (url: string, retries?: number) => Promise<QdrantStore>,
): void {
  describe('generations in Qdrant, when who writes dies at any moment', () => {
    /** Writes by a process that dies after so many requests; whether it came to the end. */
    const writeAndDie = async (writes: number): Promise<boolean> => {
      const way = await openDyingWay(url, writes, headers);
      try {
        const dying = await (await openWith(way.url, 0)).open(manifest);
        return await dying.write(after).then(
          () => true,
          () => false,
        );
      } finally {
        await way.close();
      }
    };

    it('tell of nothing as embedded that is not there, and are mended by writing again', async () => {
      const store = await openWith(url);
      for (let writes = 0, isWhole = false; !isWhole; writes++) {
        const generation = await store.create(manifest);
        await generation.write([before]);
        isWhole = await writeAndDie(writes);
        await expectNoLies(generation);
        await generation.optimise();
        await generation.writeFeatures(after);
        await generation.write(after);
        await expectNoLies(generation);
        expect([...(await generation.fingerprints(IDS)).keys()]).toEqual(IDS);
        const [old, found] = await generation.retrieve([look([0, 1, 0]), look([0, 0, 1])], []);
        expect([Math.max(...old!.scores), found!.ids.length]).toEqual([expect.closeTo(0, 5), 2]);
        await generation.close();
        await store.drop(manifest);
        expect(writes).toBeLessThan(20);
      }
    });
  });
}
