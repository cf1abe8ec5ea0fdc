import type { Filter } from '#src/domain/filter';
import type { Analyser } from '#src/text/analyser';
import { fold } from '#src/text/fold';
import { findFillers } from './fillers.ts';
import type { Finding } from './finding.ts';
import type { Lexicon, Reading } from './lexicon.ts';
import { findMeasures } from './measures.ts';
import { findNegations, type Negation } from './negation.ts';
import { findPrices } from './price.ts';
import { findSizes } from './sizes.ts';
import { createValueFinder, type NamedValue, type ValueFinder } from './values.ts';
import { blankOut, overlaps, type Place } from './view.ts';
import { findWishes } from './wishes.ts';

export interface RecogniseContext {
  readonly analyser: Analyser;
  readonly lexicon: Lexicon;
  /** In how many items each token is. */
  readonly documentFrequencies: (tokens: readonly string[]) => Promise<readonly number[]>;
  /** Places that are nothing but words. */
  readonly ignored: readonly Place[];
}

export interface Recognition {
  /** In reading order. */
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
}

/**
 * One recogniser after the other over the folded text, each blind to what was taken before: prices and wishes first, whose
 * words ("not over 50") would mean something else to the next; names of values last.
 */
export async function recognise(folded: string, context: RecogniseContext): Promise<Recognition> {
  const { lexicon, analyser, ignored } = context;
  const taken: Finding[] = [];
  const take = (findings: readonly Finding[]) => {
    for (const finding of findings)
      if (
        ![...ignored, ...taken.filter((other) => !isSamePlace(other, finding))].some((place) =>
          overlaps(place, finding),
        )
      )
        taken.push(finding);
  };
  const rest = () => blankOut(folded, taken);
  take(findFillers(folded));
  const prices = findPrices(folded, {
    hasPrices: lexicon.fields.get('price')?.type === 'number',
    currencies: lexicon.currencies,
  });
  take(prices.findings);
  take(findWishes(rest(), (field) => lexicon.fields.has(field)));
  const finder = createValueFinder(rest(), lexicon, analyser);
  const written = await writtenTogether(rest(), context);
  const negations = findNegations(rest(), {
    valueEnd: (at) => finder.at(at)?.end,
    isWritten: (word) => written.has(word),
  });
  take(negations.flatMap((negation) => exclusionsOf(negation, finder, lexicon)));
  take(findSizes(rest(), lexicon.sizes));
  take(findMeasures(rest(), lexicon.measured));
  take(await preferencesOf(createValueFinder(rest(), lexicon, analyser).found(), rest(), context));
  return { findings: taken.sort((a, b) => a.start - b.start), notices: taken.length > 0 ? prices.notices : [] };
}

/** Two findings of one place stand together: a price and its currency. */
function isSamePlace(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end;
}

/** `noshow`, `nonstick`: what follows a "no" or "non" and is written as one word with it somewhere in the catalog. */
async function writtenTogether(
  folded: string,
  { analyser, documentFrequencies }: RecogniseContext,
): Promise<ReadonlySet<string>> {
  const joined = [...folded.matchAll(/(?<![\p{L}\p{N}])(no|non)[\s-]+([\p{L}\p{N}']+)/gu)].map(
    ([, cue, word]) => cue! + word!,
  );
  const tokens = joined.map((word) => analyser.tokens(word)[0] ?? word);
  const frequencies = joined.length > 0 ? await documentFrequencies(tokens) : [];
  return new Set(joined.filter((_, index) => frequencies[index]! > 0));
}

/** From this coverage of its field on, a value that an item does not have is one that it is not. */
const WELL_COVERED = 0.9;

function exclusionsOf({ start, end, words }: Negation, finder: ValueFinder, lexicon: Lexicon): Finding[] {
  return words.map((word) => {
    const named = finder.at(word.start);
    const readings = named && named.end === word.end ? named.readings : [];
    const own = readings.filter(({ exact, kind }) => exact || kind !== 'other');
    const filters = own.slice(0, 1).map(({ field, values }): Filter => ({ field, kind: 'any', negated: true, values }));
    const covered = (lexicon.fields.get(filters[0]?.field ?? '')?.items ?? 0) >= lexicon.documents * WELL_COVERED;
    return { start, end, kind: 'exclusion', keep: false, word, filters, byWord: !covered };
  });
}

/**
 * What part of the items with the words must have the value: fewer, and the words mostly mean something else (a brand
 * called Black, of three items). Another name of a value is in its items' texts more rarely. A field that shoppers have no
 * words for ("USB" as one of two connectors) must be what the word mostly stands for, and says nothing alone.
 */
const LEAST_SHARE = { exact: 0.2, otherName: 0, otherField: 0.5 } as const;
/** From here the words and the value are one: leaving out the rest loses nothing. */
const UNAMBIGUOUS = 0.97;
/** Items that a filter must leave. */
const ENOUGH = 20;

function leastShare({ exact, kind }: Reading, isAlone: boolean): number {
  if (kind === 'other') return isAlone ? Infinity : LEAST_SHARE.otherField;
  return exact ? LEAST_SHARE.exact : LEAST_SHARE.otherName;
}

/** Of a phrase the likeliest reading. A material in the plural is a thing: sun glasses are no glass. */
async function preferencesOf(
  named: readonly NamedValue[],
  folded: string,
  { lexicon, documentFrequencies }: RecogniseContext,
): Promise<Finding[]> {
  const tokens = [...new Set(named.flatMap((value) => value.tokens))];
  const frequencies = tokens.length > 0 ? await documentFrequencies(tokens) : [];
  const frequency = new Map(tokens.map((token, index) => [token, frequencies[index]!]));
  return named.flatMap(({ start, end, readings, tokens: own }): Finding[] => {
    const isAlone = folded.slice(0, start).trim() === '' && folded.slice(end).trim() === '';
    const withWords = Math.min(...own.map((token) => frequency.get(token)!));
    const share = (items: number) => (withWords === 0 ? 1 : Math.min(1, items / withWords));
    const phrase = folded.slice(start, end);
    const likely = readings
      .filter((reading) => share(reading.items) >= leastShare(reading, isAlone))
      .filter(
        ({ kind, values }) =>
          kind !== 'material' || !phrase.endsWith('s') || values.some((value) => fold(value) === phrase),
      );
    const [first] = likely;
    if (!first) return [];
    const { field, values, items, kind, exact } = first;
    const filter: Filter = { field, kind: 'any', negated: false, values };
    const covered = (lexicon.fields.get(field)?.items ?? 0) >= lexicon.documents * UNAMBIGUOUS;
    const isCertain = exact && likely.length === 1 && covered && share(items) >= UNAMBIGUOUS && items >= ENOUGH;
    if (isCertain && (kind === 'brand' || kind === 'gender'))
      return [{ start, end, kind: 'filter', keep: true, filter }];
    return [{ start, end, kind: 'preference', keep: true, preference: { any: [filter] } }];
  });
}
