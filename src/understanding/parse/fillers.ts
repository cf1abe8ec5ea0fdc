import type { Finding } from './finding.ts';

/** What shoppers say before they say what they want. Folded. */
const FILLERS = new RegExp(
  [
    String.raw`^(?:(?:hi|hello|hey|hallo)[,!.]?\s+)?(?:please\s+)?(?:i(?:'m| am)?|we(?:'re| are)?)\s+(?:just\s+)?(?:want(?:ing)?|need(?:ing)?|would like|looking|searching|shopping|trying)(?:\s+(?:for|to (?:buy|find|get|order|purchase)))?(?:\s+(?:some|an?|the|any))?\s+`,
    String.raw`^(?:please\s+)?(?:show|find|get|give)\s+me(?:\s+(?:some|an?|the|any|all))?\s+`,
    String.raw`^(?:do you (?:have|sell)|where can i (?:find|buy|get)|can you (?:find|show)(?: me)?)(?:\s+(?:some|an?|the|any))?\s+`,
    String.raw`^(?:ich\s+(?:suche|brauche|mochte|will|hatte gern(?:e)?)|wir\s+suchen|zeig(?:e|en sie)?\s+mir|habt ihr|haben sie)(?:\s+(?:eine?[nmrs]?|die|das|den))?\s+`,
    `^(?:我(?:想要?|要|需要)(?:买|找)?|帮我找|有没有|请问有)(?:一[个双件条款只])?`,
    String.raw`[\s,]+(?:please|bitte)\s*[.!?]*$`,
    String.raw`[?!]+\s*$`,
  ].join('|'),
  'gu',
);

/** Phrases around the wish that say nothing of it; never the whole text. */
export function findFillers(folded: string): Finding[] {
  const found = [...folded.matchAll(FILLERS)].map(({ 0: phrase, index: start }) => {
    return { start, end: start + phrase.length, keep: false, kind: 'filler' } as const;
  });
  const length = found.reduce((sum, { start, end }) => sum + end - start, 0);
  return length < folded.trim().length ? found : [];
}
