import type { QueryPlan, QueryWord, Term } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';

/**
 * The plan with the corrected words beside the original ones, both counting in full. A word with a digit never changes,
 * and a correction that changes one, or says something else altogether, is no correction.
 */
export function withCorrection(plan: QueryPlan, corrected: string | null, analyser: Analyser): QueryPlan {
  const words = corrected === null ? [] : analyser.words(corrected);
  if (corrected === null || !isCorrection(plan.words, words)) return plan;
  const own = new Set(plan.lexical.clauses.flatMap(({ terms }) => terms.map(({ token }) => token)));
  const fresh = words.flatMap(tokensOf).filter((token) => !own.has(token));
  if (fresh.length === 0) return plan;
  const terms = [...new Set(fresh)].map((token): Term => ({ token, weight: 1 }));
  const [first, ...others] = plan.lexical.clauses;
  const clause = first ?? { terms: [], normalise: 'none' as const };
  const isAligned = words.length === plan.words.length;
  return {
    ...plan,
    lexical: { ...plan.lexical, clauses: [{ ...clause, terms: [...clause.terms, ...terms] }, ...others] },
    words: isAligned ? plan.words.map((word, place) => alsoAs(word, words[place]!)) : plan.words,
    otherWordings: isAligned ? (plan.otherWordings ?? []) : [...(plan.otherWordings ?? []), words],
    understood: { ...plan.understood, corrected: plan.understood.corrected ?? corrected },
  };
}

/** Joined and split words change the number of words, but not by much. */
function isCorrection(original: readonly QueryWord[], corrected: readonly QueryWord[]): boolean {
  if (corrected.length === 0 || Math.abs(original.length - corrected.length) > MOST_MORE_WORDS) return false;
  const withDigit = (words: readonly QueryWord[]) => words.flatMap(({ text }) => (/\p{N}/u.test(text) ? [text] : []));
  return withDigit(original).join(' ') === withDigit(corrected).join(' ');
}

const MOST_MORE_WORDS = 2;

function alsoAs(word: QueryWord, corrected: QueryWord): QueryWord {
  if (word.text === corrected.text) return word;
  return { ...word, alternatives: [...word.alternatives, ...corrected.alternatives] };
}

function tokensOf({ alternatives }: QueryWord): string[] {
  return alternatives.flat();
}
