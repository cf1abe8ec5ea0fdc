import { detectLanguage, type Language } from '#src/text/language';

/** Scripts that tell a language by themselves (BCP 47); kana before Han, which Japanese has, too. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['th', /\p{sc=Thai}/gu],
  ['ru', /\p{sc=Cyrillic}/gu],
  ['el', /\p{sc=Greek}/gu],
  ['ar', /\p{sc=Arabic}/gu],
  ['he', /\p{sc=Hebrew}/gu],
];

/** Frequent words of short queries that are in no list of little words. */
const GERMAN =
  /[äöüß]|(?<!\p{L})(?:unter|über|ohne|kein\w*|bis|herren|damen|kinder|größe|farbe|günstig\w*|billig\w*|schwarz\w*|weiß\w*|blau\w*|rot\w*|grün\w*|schuhe|jacke|hose|kleid|suche|zwischen|höchstens|mindestens)(?!\p{L})/iu;
const ENGLISH =
  /(?<!\p{L})(?:under|over|below|without|between|cheap\w*|men'?s?|women'?s?|kids|size|shoes?|black|white|blue|green|best|new|looking)(?!\p{L})/iu;

/**
 * The language that a query is in, as far as its script and words show; else the catalog's own, or null where that is
 * none. A letter in ten of another script is enough: `索尼 wh-1000` is Chinese.
 */
export function queryLanguage(text: string, catalog: Language): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  for (const [language, script] of SCRIPTS) if ((text.match(script)?.length ?? 0) * 10 >= letters) return language;
  const german = GERMAN.test(text);
  const english = ENGLISH.test(text);
  if (german !== english) return german ? 'de' : 'en';
  const byLittleWords = detectLanguage([text]);
  const hasLittleWords = detectLanguage([`${text} der das und`]) !== 'de' || byLittleWords === 'de';
  return hasLittleWords && byLittleWords !== 'none' ? byLittleWords : catalog === 'none' ? null : catalog;
}
