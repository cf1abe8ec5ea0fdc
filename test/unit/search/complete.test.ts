import { beforeAll, describe, expect, it } from 'vitest';
import type { Generation, LegResult } from '#src/ports/generations';
import { complete } from '#src/search/complete';
import type { SpaceQuery } from '#src/search/embed';
import type { LegOutcome } from '#src/search/retrieve';
import { aDocument, aManifest, unit, WORDS_SPACE } from '#test/support/index-documents';
import { openMemoryStore } from '#test/support/memory-generations';

const result = (ids: string[], cut: boolean): LegResult => ({
  ids,
  scores: new Float64Array(ids.length).fill(0.9),
  cut,
});
const query: SpaceQuery = { space: WORDS_SPACE, vector: unit([1, 0, 0, 0]), of: 'words' };

describe('complete', () => {
  let generation: Generation;
  beforeAll(async () => {
    generation = await (await openMemoryStore()).create(aManifest());
    await generation.write([
      aDocument('near', { words: [1, 0, 0, 0] }),
      aDocument('half', { words: [1, 1, 0, 0] }),
      aDocument('wordless'),
    ]);
  });

  const furtherOf = async (text: LegResult, lexical: LegResult) => {
    const outcomes: LegOutcome[] = [
      { signal: 'lexical', result: lexical },
      { signal: 'text', space: 'words', result: text },
    ];
    const completed = await complete(outcomes, [query], generation);
    return completed.map(({ further }) => further && [...further]);
  };

  it('knows the similarity of a lexical candidate that the text leg did not reach', async () => {
    const [lexical, text] = await furtherOf(result(['near'], true), result(['half', 'near', 'wordless'], false));
    expect(lexical).toBeUndefined();
    expect(text).toEqual([['half', expect.closeTo(Math.SQRT1_2, 6)]]);
  });

  it('knows it of what pictures alone have brought in', async () => {
    const outcomes: LegOutcome[] = [
      { signal: 'text', space: 'words', result: result(['near'], true) },
      { signal: 'words-to-picture', space: 'looks', result: result(['half', 'near'], true) },
    ];
    const [text, pictures] = await complete(outcomes, [query], generation);
    expect([...text!.further!]).toEqual([['half', expect.closeTo(Math.SQRT1_2, 6)]]);
    expect(pictures!.further).toBeUndefined();
  });

  it('asks for nothing where the text leg returned all there is', async () => {
    expect(await furtherOf(result(['near'], false), result(['half'], false))).toEqual([undefined, undefined]);
    expect(await furtherOf(result(['half'], true), result(['half'], false))).toEqual([undefined, undefined]);
  });
});
