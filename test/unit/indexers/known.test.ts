import { describe, expect, it } from 'vitest';
import { readKnown } from '#indexers/known';
import { createRecord, hashText } from '#indexers/record';
import { embeddingText } from '#indexers/text';
import type { ItemVectors } from '#src/ports/generations';
import type { ItemRecord } from '#src/ports/records';
import { aDocument, aManifest } from '#test/support/index-documents';
import { openMemoryStore } from '#test/support/memory-generations';

const recordOf = (title: string): ItemRecord => ({
  ...createRecord({ kind: 'product', attributes: {}, id: '1', title }, []),
  sequence: 1,
  deleted: false,
});
const documentOf = ({ item }: ItemRecord, words: readonly number[]) =>
  aDocument('1', { textHash: hashText(embeddingText(item)), words });

describe('what is known of items', () => {
  const [shoe, boot] = [recordOf('shoe'), recordOf('boot')];

  it('is that all was embedded, or what was of another text', async () => {
    const generation = await (await openMemoryStore()).create(aManifest());
    await generation.write([documentOf(shoe, [1, 0, 0, 0])]);
    const same = await readKnown([shoe], generation, { withPictures: true });
    expect([[...same.embedded.keys()], same.parts.size]).toEqual([['1'], 0]);
    const other = await readKnown([boot], generation, { withPictures: true });
    expect([other.embedded.size, other.parts.get('1')?.textHash]).toEqual([0, hashText(embeddingText(shoe.item))]);
  });

  it('is nothing of what another process writes between hashes and vectors', async () => {
    const generation = await (await openMemoryStore()).create(aManifest());
    await generation.write([documentOf(shoe, [1, 0, 0, 0])]);
    const written = {
      ...generation,
      vectors: async (ids: readonly string[]): Promise<ReadonlyMap<string, ItemVectors>> => {
        await generation.write([documentOf(recordOf('hat'), [0, 1, 0, 0])]);
        return generation.vectors(ids);
      },
    };
    const known = await readKnown([boot], written, { withPictures: true });
    expect([known.embedded.size, known.parts.size]).toEqual([0, 0]);
  });
});
