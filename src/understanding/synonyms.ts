import type { QueryWord } from '#src/domain/query';
import type { SynonymRule } from '#src/domain/synonyms';
import type { Analyser } from '#src/text/analyser';
import { keyOf } from './parse/lexicon.ts';

/** Another phrase for some of the words of a query. */
export interface Synonym {
  /** The words that it stands for: from one to before another. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tokens: readonly string[];
}

/** Finds other phrases for neighbouring words. */
export type Synonyms = (words: readonly QueryWord[]) => readonly Synonym[];

/** Words of the longest phrase. */
const MOST_WORDS = 5;

/** Rules made ready for a catalog's analyser. A phrase is found however it is written together or inflected. */
export function createSynonyms(rules: readonly SynonymRule[], analyser: Analyser): Synonyms {
  const byKey = new Map<string, Map<string, string>>();
  const add = (phrase: string, others: readonly string[]) => {
    const key = keyOf(phrase, analyser);
    const known = byKey.get(key) ?? new Map<string, string>();
    for (const other of others) if (keyOf(other, analyser) !== key) known.set(keyOf(other, analyser), other);
    byKey.set(key, known);
  };
  for (const { words, to } of rules) for (const phrase of words) add(phrase, to ?? words);
  return (words) => {
    const found: Synonym[] = [];
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
        const phrase = words.slice(from, to).map(({ text }) => text);
        const others = byKey.get(keyOf(phrase.join(' '), analyser));
        for (const text of others?.values() ?? [])
          found.push({ from, to, text, tokens: [...new Set(analyser.tokens(text))] });
      }
    }
    return found;
  };
}
