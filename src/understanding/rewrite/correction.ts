import type { QueryPlan, QueryWord, Term } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import { editDistance } from '../edit-distance.ts';

/**
 * The plan with the corrected words beside the original ones, both counting in full. A word with a digit never changes,
 * and a correction that changes one, or says something else altogether, is no correction.
 */
export function withCorrection(plan: QueryPlan, corrected: string | null, analyser: Analyser): QueryPlan {
  const words = corrected === null ? [] : analyser.words(corrected);
  if (corrected === null || !isCorrection(plan, corrected, words)) return plan;
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

/** Words may be joined, split and mended, but what says something else is no correction. */
function isCorrection({ words, embedText }: QueryPlan, corrected: string, mended: readonly QueryWord[]): boolean {
  if (mended.length === 0 || withDigit(words) !== withDigit(mended)) return false;
  const [before, after] = [embedText, corrected].map((text) => text.toLowerCase().replace(/\s+/gu, ''));
  const most = Math.max(LEAST_ERRORS, Math.floor(before!.length * MOST_CHANGED));
  return editDistance(before!, after!, most) <= most;
}

/** Errors that even a short word may have, and the share of its letters that a longer one may. */
const LEAST_ERRORS = 2;
const MOST_CHANGED = 0.35;

function withDigit(words: readonly QueryWord[]): string {
  return words.flatMap(({ text }) => (/\p{N}/u.test(text) ? [text] : [])).join(' ');
}

function alsoAs(word: QueryWord, corrected: QueryWord): QueryWord {
  if (word.text === corrected.text) return word;
  return { ...word, alternatives: [...word.alternatives, ...corrected.alternatives] };
}

function tokensOf({ alternatives }: QueryWord): string[] {
  return alternatives.flat();
}
