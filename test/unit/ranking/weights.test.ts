import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUERY_CLASSES } from '#src/domain/query';
import { checkWeights } from '#src/ranking/check-weights';
import { listWeightsOf } from '#src/ranking/list-weights';
import { parseListWeights, parseWeights } from '#src/ranking/parse-weights';
import { SIGNAL_NAMES, SIGNALS } from '#src/ranking/signals/list';
import { BEHAVIOUR_WEIGHTS, ITEM_WEIGHTS, WEIGHTS, weightsOf } from '#src/ranking/weights';

describe('the list of signals', () => {
  it('has every signal that some class weighs, and names files that are there', () => {
    const weighed = [BEHAVIOUR_WEIGHTS, ITEM_WEIGHTS, ...Object.values(WEIGHTS)].flatMap(Object.keys);
    expect(SIGNAL_NAMES).toEqual(expect.arrayContaining(weighed));
    for (const says of Object.values(SIGNALS))
      for (const [, file] of says.matchAll(/\(([a-z/-]+\.ts)\)/gu))
        expect([file, existsSync(join('src/ranking', file!))]).toEqual([file, true]);
  });
});

describe('weightsOf', () => {
  it('knows a weight for every signal, of behaviour by the class of the query', () => {
    for (const one of QUERY_CLASSES) expect(Object.keys(weightsOf(one))).toEqual([...SIGNAL_NAMES]);
    expect(weightsOf('words')).toMatchObject({ ...WEIGHTS.words, ...BEHAVIOUR_WEIGHTS, freshness: 0 });
    expect(weightsOf('pictureWithWords').popularity).toBeCloseTo(BEHAVIOUR_WEIGHTS.popularity! / 10);
    expect(weightsOf('browse').popularity).toBe(0);
  });

  it('takes a weight for all classes or for one', () => {
    const overrides = { freshness: 0.3, popularity: 0.5, 'picture.popularity': 0.4, lexical: 0 };
    expect(weightsOf('words', overrides)).toMatchObject({ freshness: 0.3, popularity: 0.5, lexical: 0, text: 0.2 });
    expect(weightsOf('picture', overrides)).toMatchObject({ freshness: 0.3, popularity: 0.4 });
    expect(weightsOf('pictureWithWords', overrides).popularity).toBeCloseTo(0.05);
  });

  it('lets an identifier outweigh all others together', () => {
    const { identifier, ...others } = weightsOf('words', { lexical: 50, popularity: 40 });
    expect(identifier).toBeGreaterThan(Object.values(others).reduce((sum, weight) => sum + weight, 0));
  });
});

describe('listWeightsOf', () => {
  it('takes what names a list, and of the rest what items lose alone', () => {
    const { parts, availability } = listWeightsOf({});
    expect(listWeightsOf({ popularity: 3, 'words.together': 3 })).toEqual({ parts, availability });
    expect(listWeightsOf({ 'list.popularity': 3, availability: 0.5 })).toEqual({
      parts: { ...parts, popularity: 3 },
      availability: 0.5,
    });
    expect(listWeightsOf({ availability: 0.5, 'list.availability': 0 }).availability).toBe(0);
    expect(weightsOf('words', { 'list.popularity': 3 })).toEqual(weightsOf('words'));
  });
});

describe('weights as written', () => {
  it('of a list need not name it', () => {
    expect(parseListWeights('popularity:2,list.together:0')).toEqual({ 'list.popularity': 2, 'list.together': 0 });
    for (const wrong of ['rating:1', 'words.popularity:1', 'popularity:-1'])
      expect(() => parseListWeights(wrong)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('are read from texts, lists and objects', () => {
    const wanted = { freshness: 0.2, 'words.lexical': 1 };
    expect(parseWeights('freshness:0.2, words.lexical:1,')).toEqual(wanted);
    expect(parseWeights(['freshness:0.2', 'words.lexical:1'])).toEqual(wanted);
    expect(parseWeights(wanted)).toEqual(wanted);
    expect(parseWeights('')).toEqual({});
  });

  it.each([
    ['freshnes:1', 'There is no signal "freshnes" to weigh. Signals are lexical,'],
    ['__proto__:1', 'There is no signal "__proto__"'],
    ['identifier:0', 'There is no signal "identifier"'],
    ['word.lexical:1', 'There is no class of queries "word"'],
    ['lexical:-1', 'The weight of "lexical" must be a number from 0 to 100, not "-1"'],
    ['lexical:NaN', 'must be a number from 0 to 100, not "NaN"'],
    ['lexical:much', 'must be a number from 0 to 100, not "much"'],
    ['list.lexical:1', 'There is no signal "lexical" to weigh in lists. Signals are together, alike,'],
    ['list.availability:2', 'from 0 to 1, not "2"'],
    ['lexical:Infinity', 'must be a number'],
    ['lexical:1e9', 'must be a number'],
    ['lexical:', 'must be a number'],
    ['lexical', 'must be a number'],
    ['availability:2', 'from 0 to 1, not "2"'],
  ])('%s is refused', (written, message) => {
    const expected = expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) });
    expect(() => parseWeights(written)).toThrow(expected);
  });

  it.each([[null], ['0.2'], [Number.NaN], [[1]]])('%j is no weight', (weight) => {
    expect(() => checkWeights({ freshness: weight })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
