import { VitrineError } from '#src/errors';

/**
 * Phrases that stand for each other in a catalog. Without `to` any of `words` means the others; with it a query with one
 * of `words` also finds the phrases of `to`, and not the other way round.
 */
export interface SynonymRule {
  readonly words: readonly string[];
  readonly to?: readonly string[];
}

/** Most rules that one catalog may have, and phrases in one rule. */
export const MOST_RULES = 10_000;
const MOST_PHRASES = 50;
const LONGEST_PHRASE = 100;

const HELP = 'Write "sofa, couch" for phrases that mean the same, "stove => range" for one that also means another.';

/** Reads `sofa, couch` or `stove, cooker => range`. Throws `invalid_request`. */
export function parseSynonyms(line: string): SynonymRule {
  const sides = line.split('=>').map((side) => side.split(',').map((phrase) => phrase.trim()));
  const [words = [], to] = sides;
  if (sides.length > 2) throw invalid(line, 'there is more than one "=>"');
  return checkSynonyms({ words, ...(to && { to }) }, line);
}

export function formatSynonyms({ words, to }: SynonymRule): string {
  return to ? `${words.join(', ')} => ${to.join(', ')}` : words.join(', ');
}

/** The rule with its phrases trimmed, each once. Throws `invalid_request`. */
export function checkSynonyms(
  { words, to }: SynonymRule,
  shown = formatSynonyms({ words, ...(to && { to }) }),
): SynonymRule {
  const phrases = (list: readonly string[]) => [...new Set(list.map((phrase) => phrase.normalize('NFC').trim()))];
  const own = { words: phrases(words), ...(to && { to: phrases(to) }) };
  const all = [...own.words, ...(own.to ?? [])];
  if (all.some((phrase) => !/[\p{L}\p{N}]/u.test(phrase))) throw invalid(shown, 'a phrase has no letter or digit');
  if (all.some((phrase) => /,|=>/u.test(phrase))) throw invalid(shown, 'a phrase has a comma or "=>" in it');
  if (all.some((phrase) => phrase.length > LONGEST_PHRASE))
    throw invalid(shown, `a phrase is longer than ${LONGEST_PHRASE} characters`);
  if (all.length > MOST_PHRASES) throw invalid(shown, `there are more than ${MOST_PHRASES} phrases`);
  if (own.to ? own.to.length === 0 || own.words.length === 0 : own.words.length < 2)
    throw invalid(shown, 'it needs two phrases at least');
  return own;
}

function invalid(shown: string, why: string): VitrineError {
  return new VitrineError('invalid_request', `The synonyms "${shown}" are not valid: ${why}. ${HELP}`);
}
