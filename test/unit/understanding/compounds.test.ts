import { describe, expect, it } from 'vitest';
import { createAnalyser } from '#src/text/analyser';
import { createCompounds } from '#src/understanding/compounds';

const CATALOG = new Map([
  ['schrank', 40],
  ['kleid', 30],
  ['kleiderschrank', 5],
  ['kuhl', 2],
  ['kuhlschrank', 9],
  ['arbeit', 4],
  ['arbeitsschrank', 1],
  ['led', 3],
  ['lederschuh', 6],
  ['schuh', 50],
  ['xyschrank', 8],
  ['schranktur', 2],
  ['tur', 20],
  ['bucherregal', 3],
  ['buch', 6],
]);
const compounds = createCompounds(CATALOG, createAnalyser({ language: 'de' }));
const found = (token: string) => compounds.of(token).map((one) => `${one.token} ${one.part}`);

describe('createCompounds', () => {
  it('finds the compounds that end with a word, those of most items first, and those that begin with it', () => {
    expect(found('schrank')).toEqual([
      'kuhlschrank head',
      'kleiderschrank head',
      'arbeitsschrank head',
      'schranktur modifier',
    ]);
    expect(found('tur')).toEqual(['schranktur head']);
  });

  it('takes nothing for a compound of which the rest is no word of the catalog', () => {
    expect(found('schrank')).not.toContain('xyschrank head');
    expect(found('ank')).toEqual([]);
  });

  it('finds the compounds of a head that is never a word by itself', () => {
    expect(found('regal')).toEqual(['bucherregal head']);
  });

  it('sees through the letters that link words', () => {
    expect(found('schuh')).toEqual(['lederschuh head']);
    expect(found('kleid')).toEqual(['kleiderschrank modifier']);
    // Regal is no word of this catalog, so its rest says nothing.
    expect(found('buch')).toEqual([]);
  });
});
