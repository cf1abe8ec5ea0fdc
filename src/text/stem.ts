import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import type { Language } from './language.ts';

/** Most words kept; a catalog of 50,000 titles has about 30,000. The cache starts afresh when it is full. */
const CACHE_SIZE = 100_000;
/** Shorter words are codes and names more often than they are inflected. */
const SHORTEST_STEMMED = 3;

/** A stemmer of folded words (Porter, or Snowball's German), remembering what it has seen. */
export function createStemmer(language: Language): (word: string) => string {
  const stem = STEMMERS[language];
  if (!stem) return (word) => word;
  const cache = new Map<string, string>();
  return (word) => {
    if (word.length < SHORTEST_STEMMED) return word;
    const known = cache.get(word);
    if (known !== undefined) return known;
    const stemmed = stem(word) || word;
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(word, stemmed);
    return stemmed;
  };
}

const STEMMERS: Readonly<Record<Language, ((word: string) => string) | undefined>> = {
  en: (word) => {
    const stemmed = stemEnglish(word);
    return IRREGULAR.get(word) ?? IRREGULAR.get(stemmed) ?? stemmed;
  },
  de: (word) => stemGerman(withoutUmlautSpelling(word)),
  none: undefined,
};

/**
 * The stem of their singular for plurals that no rule of Porter's undoes, and for what it makes of such plurals (`shelv` of
 * shelves and shelving). Not "men", which names a gender as "man" does not.
 */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['feet', 'foot'],
  ['teeth', 'tooth'],
  ['mice', 'mous'],
  ['shelv', 'shelf'],
  ['knive', 'knife'],
  ['leav', 'leaf'],
  ['halv', 'half'],
  ['loav', 'loaf'],
  ['scarv', 'scarf'],
  ['hoov', 'hoof'],
]);

/** `ae`, `oe` and `ue` for umlauts as in Snowball's German2, but not in `neue`, `Frauen` or `Quelle`. */
function withoutUmlautSpelling(word: string): string {
  return word.replace(/(?<![aeq])([aou])e(?=[^aeiou]|$)/gu, '$1');
}
