/** What the analyser stems. `none` serves catalogs in several languages and languages without a stemmer. */
export const LANGUAGES = ['en', 'de', 'none'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language of a catalog by the little words in a sample of its texts; `none` when neither language shows or both
 * do. Titles hold few little words, so a catalog in Latin script without any of either counts as English.
 */
export function detectLanguage(texts: readonly string[]): Language {
  let english = 0;
  let german = 0;
  let latin = 0;
  let letters = 0;
  for (const text of texts) {
    for (const word of text.toLowerCase().match(/[a-zäöüß]+/gu) ?? []) {
      if (ENGLISH.has(word)) english++;
      else if (GERMAN.has(word)) german++;
      latin += word.length;
    }
    letters += text.match(/\p{L}/gu)?.length ?? 0;
  }
  if (letters === 0 || latin / letters < 0.8) return 'none';
  if (german > english * 2) return 'de';
  return english >= german * 2 ? 'en' : 'none';
}

/** Frequent words that the other language does not have (so not `in`, `an`, `was`, `die`). */
const ENGLISH = new Set(
  'the of and to for with from by on is are be your this that it or not you all at as'.split(' '),
);
const GERMAN = new Set(
  'der das und für mit von aus den dem des ist im zum zur auf ein eine einen einem nicht oder bei bis sich sie'.split(
    ' ',
  ),
);
