/**
 * Times understanding queries against a vocabulary of 100,000 words, beside folding and splitting the same queries into
 * words, which no search can do without.
 *
 *     npx tsx bench/understand.bench.ts
 *
 * Prints the machine, milliseconds for the least of five rounds at the median and at the 95th percentile, and their ratio to the plain words.
 */
import { readFileSync } from 'node:fs';
import { createAnalyser } from '#src/text/analyser';
import { createLexicon } from '#src/understanding/parse/lexicon';
import { understand } from '#src/understanding/understand';
import { createVocabulary } from '#src/understanding/vocabulary';
import { CATALOG } from '#test/fixtures/understanding/catalog';
import { openSearchShop } from '#test/support/search-shop';
import { machine, quantile, spread } from './support/figures.ts';

const WORDS = 100_000;
const ROUNDS = 5;

/** Words of two to five syllables, each once, with frequencies that fall like those of a language. */
function* madeUpWords(): Generator<readonly [string, number]> {
  const syllables = 'ba ce di fo gu ha le mi no pa ra se ti vo wa ker lin mat ner pos ran sel tor ven'.split(' ');
  for (let place = 0; place < WORDS; place++) {
    let word = '';
    for (let rest = place + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length))
      word += syllables[(rest * 7 + place) % syllables.length];
    yield [`${word}${syllables[place % syllables.length]}`, Math.ceil(50_000 / (place + 1)) + 1];
  }
}

const analyser = createAnalyser({ language: 'en' });
const known = new Map([...madeUpWords()]);
const shop = await openSearchShop(CATALOG);
const { features } = shop.generation();
const own = await features.statistics([]);
for await (const [token, documents] of features.vocabulary()) known.set(token, documents);
const vocabulary = await createVocabulary(known);
const lexicon = await createLexicon(features, analyser);
const context = {
  analyser,
  image: false,
  documentFrequencies: async (tokens: readonly string[]) => tokens.map((token) => known.get(token) ?? 0),
  vocabulary: async () => vocabulary,
  lexicon: async () => lexicon,
};
const queries = readFileSync('test/fixtures/understanding/queries.txt', 'utf8')
  .split('\n')
  .filter((line) => line.includes(' | '))
  .map((line) => line.split(/ \| ?/u)[1]!);

// The least of the rounds for each query: what the machine does beside would show at the 95th percentile.
const plain = new Float64Array(queries.length).fill(Infinity);
const full = new Float64Array(queries.length).fill(Infinity);
for (let round = 0; round < ROUNDS; round++) {
  for (const [place, query] of queries.entries()) {
    const start = performance.now();
    analyser.words(query);
    const between = performance.now();
    await understand(query, context);
    plain[place] = Math.min(plain[place]!, between - start);
    full[place] = Math.min(full[place]!, performance.now() - between);
  }
}
await shop.close();

console.log(machine());
console.log(`${queries.length} queries, ${known.size} words, ${own.documents} items with values`);
console.log(`plain words: ${spread(plain, { digits: 3 })} ms`);
const ratio = (quantile(full, 0.95) / quantile(plain, 0.95)).toFixed(1);
console.log(`understood: ${spread(full, { digits: 3 })} ms, ${ratio} times the plain words at p95`);
