import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import type { Analyser } from '#src/text/analyser';
import { type CatalogWords, createCatalogWords } from '#src/understanding/catalog-words';

/** What understanding knows of a generation's catalog; made when it is first asked for, and kept. */
export type SearchWords = (generation: Generation, analyser: Analyser) => CatalogWords;

export interface SearchWordsDeps {
  readonly catalog: string;
  readonly records: RecordStore;
}

export function createSearchWords(deps: SearchWordsDeps): SearchWords {
  const wordsOf = createCatalogWords();
  return (generation, analyser) => wordsOf(generation.features, analyser, () => sampleTitles(generation, deps));
}

/** Makes what the first search would wait for otherwise; searches go on meanwhile. */
export async function prepareWords({ lexicon, vocabulary }: CatalogWords): Promise<void> {
  await lexicon();
  await vocabulary();
}

/** Titles that tell how words are written; the words that spelling matters for are in many. */
const SAMPLED_TITLES = 5_000;
/** Titles that are read in one go: other searches go on between two of them. */
const TITLES_AT_ONCE = 250;

async function sampleTitles(generation: Generation, { records, catalog }: SearchWordsDeps): Promise<readonly string[]> {
  const ids = await generation.sample(SAMPLED_TITLES);
  const titles: string[] = [];
  for (let at = 0; at < ids.length; at += TITLES_AT_ONCE) {
    const sampled = await records.get(catalog, ids.slice(at, at + TITLES_AT_ONCE));
    titles.push(...sampled.flatMap((record) => record?.item.title ?? []));
    await nextTurn();
  }
  return titles;
}
