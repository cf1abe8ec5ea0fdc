import { beforeAll, describe, expect, it } from 'vitest';
import type { Generation } from '#src/ports/generations';
import { complete } from '#src/search/complete';
import type { SpaceQuery } from '#src/search/embed';
import type { LegColumn } from '#src/search/leg-columns';
import { aDocument, aManifest, unit, WORDS_SPACE } from '#test/support/index-documents';
import { openMemoryStore } from '#test/support/memory-generations';

const IDS = ['near', 'half', 'wordless'];
const KNOWN = 0.9;
const query: SpaceQuery = { space: WORDS_SPACE, vector: unit([1, 0, 0, 0]), of: 'words' };
const half = expect.closeTo(Math.SQRT1_2, 6);

/** A leg that returned the candidates named. */
function column(signal: LegColumn['signal'], space: string, returned: readonly string[], cut: boolean): LegColumn {
  const found = Uint8Array.from(IDS, (id) => (returned.includes(id) ? 1 : 0));
  const raw = Float64Array.from(found, (isFound) => (isFound ? KNOWN : Number.NaN));
  return { signal, space, raw, found, cut, last: KNOWN };
}

describe('complete', () => {
  let generation: Generation;
  const asked: (readonly string[])[] = [];
  beforeAll(async () => {
    generation = await (await openMemoryStore()).create(aManifest());
    await generation.write([
      aDocument('near', { words: [1, 0, 0, 0] }),
      aDocument('half', { words: [1, 1, 0, 0] }),
      aDocument('wordless'),
    ]);
  });

  const completed = async (...legs: LegColumn[]) => {
    asked.length = 0;
    await complete(legs, IDS, [query], {
      similarities: (space, vector, ids) => {
        asked.push(ids);
        return generation.similarities(space, vector, ids);
      },
    });
    return legs.map(({ raw }) => [...raw]);
  };

  it('knows the similarity of candidates that the text leg did not reach, and asks for no others', async () => {
    const [text, pictures] = await completed(
      column('text', 'words', ['near'], true),
      column('words-to-picture', 'looks', ['half'], true),
    );
    expect(text).toEqual([KNOWN, half, Number.NaN]);
    expect(pictures).toEqual([Number.NaN, KNOWN, Number.NaN]);
    expect(asked).toEqual([['half', 'wordless']]);
  });

  it('asks for nothing where the text leg returned all there is', async () => {
    await completed(column('text', 'words', ['near'], false));
    await completed(column('text', 'words', IDS, true));
    expect(asked).toEqual([]);
  });
});
