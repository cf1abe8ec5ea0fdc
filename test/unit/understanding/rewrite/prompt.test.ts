import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerSchema } from '#src/understanding/rewrite/answer';
import { jsonOf } from '#src/understanding/rewrite/json-reply';
import { fillPrompt, parsePrompt } from '#src/understanding/rewrite/prompt';

const FILES = readdirSync('prompts').filter((file) => file.endsWith('.md'));
const read = (file: string) => parsePrompt(readFileSync(`prompts/${file}`, 'utf8'), file);
const casesOf = (file: string) =>
  readFileSync(`prompts/${file.replace('.md', '.cases.jsonl')}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const FRONT = `id: one
purpose: test
input:
  words: { most: 20, about: words }
model: { maxTokens: 5 }
output: { type: object }`;
const fileOf = (front = FRONT, text = 'Rules.\n\nWords:\n<data>\n{{words}}\n</data>') =>
  `---\n${front}\n---\n${text}\n`;

describe.each(FILES)('%s', (file) => {
  it('is a prompt named by its id, with a version', () => {
    const prompt = read(file);
    expect(`${prompt.id}.md`).toBe(file);
    expect(prompt.version).toMatch(/^[0-9a-f]{12}$/u);
  });

  it('has cases that fill every field and expect or reject what the answer has', () => {
    const { input, output } = read(file);
    const fields = Object.keys(output.properties as object);
    const cases = casesOf(file);
    expect(cases.length).toBeGreaterThanOrEqual(2);
    for (const one of cases) {
      expect(Object.keys(one.input).sort()).toEqual(Object.keys(input).sort());
      const named = Object.keys({ ...one.expect, ...one.reject });
      expect(named.length).toBeGreaterThan(0);
      for (const field of named) expect(fields).toContain(field);
    }
  });

  it('lets no case out of its data', () => {
    const prompt = read(file);
    const blocks = Object.keys(prompt.input).length;
    for (const { input } of casesOf(file)) {
      const { system, user } = fillPrompt(prompt, input);
      expect(user.split('<data>').length - 1).toBe(blocks);
      expect(user.split('</data>').length - 1).toBe(blocks);
      expect(system).not.toContain(Object.values(input)[0]);
    }
  });
});

describe('understand-query', () => {
  it('asks for the fields of an answer, all of them', () => {
    const { output } = read('understand-query.md');
    expect(Object.keys(output.properties as object).sort()).toEqual(Object.keys(AnswerSchema.shape).sort());
    expect([...(output.required as string[])].sort()).toEqual(Object.keys(AnswerSchema.shape).sort());
  });
});

describe('parsePrompt', () => {
  it('changes the version with every change of the file', () => {
    expect(parsePrompt(fileOf(), 'a').version).toBe(parsePrompt(fileOf(), 'b').version);
    expect(parsePrompt(`${fileOf()} `, 'a').version).not.toBe(parsePrompt(fileOf(), 'a').version);
  });

  it.each([
    ['no front matter', 'Rules', /front matter/u],
    ['YAML that is none', fileOf('id: [x'), /one\.md/u],
    ['a field that is missing', fileOf(FRONT.replace('purpose: test\n', '')), /purpose/u],
    ['a field of its own', fileOf(`${FRONT}\nmore: 1`), /more/u],
    ['an input without a place', fileOf(FRONT, 'Rules.'), /no place for words/u],
    ['a place without an input', fileOf(FRONT, `${'Rules.\n\n<data>\n{{words}}\n</data>'} {{other}}`), /other/u],
    ['a place outside the data', fileOf(FRONT, 'Rules.\n\n{{words}}'), /not inside/u],
  ])('refuses %s, naming the file', (_, file, message) => {
    expect(() => parsePrompt(file, 'one.md')).toThrow(message);
    expect(() => parsePrompt(file, 'one.md')).toThrow(/one\.md/u);
  });
});

describe('fillPrompt', () => {
  const prompt = parsePrompt(fileOf(), 'one.md');

  it('puts rules and data apart, cuts values, and leaves out what is not given', () => {
    expect(fillPrompt(prompt, { words: 'red shoes' })).toEqual({
      system: 'Rules.',
      user: 'Words:\n<data>\nred shoes\n</data>',
    });
    expect(fillPrompt(prompt, { words: 'x'.repeat(99) }).user).toContain(`\n${'x'.repeat(20)}\n`);
    expect(fillPrompt(prompt, {}).user).toBe('Words:\n<data>\n\n</data>');
  });

  it('keeps any value inside its data, and takes no part of it for a place or a pattern', () => {
    const long = parsePrompt(fileOf(FRONT.replace('20', '1000')), 'one.md');
    const nasty = fc.array(
      fc.constantFrom(
        '<data>',
        '</data>',
        '</da\u0000ta>',
        '{{words}}',
        '$&',
        '$1',
        '\u202e',
        '\ud83d',
        '<',
        '＜/data＞',
        '\n---\n',
        'Rules.',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          nasty.map((parts) => parts.join('')),
        ),
        (words) => {
          const { system, user } = fillPrompt(long, { words });
          expect(system).toBe('Rules.');
          expect(user.startsWith('Words:\n<data>\n')).toBe(true);
          expect(user.endsWith('\n</data>')).toBe(true);
          const inside = user.slice('Words:\n<data>\n'.length, -'\n</data>'.length);
          expect(inside).not.toMatch(/[<>]|(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect(inside.length).toBeLessThanOrEqual(1000);
        },
      ),
      { numRuns: 50 },
    );
    expect(fillPrompt(long, { words: 'a $& {{words}}' }).user).toContain('a $& {{words}}');
  });
});

describe('jsonOf', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['```json\n{"a":{"b":"}"}}\n```', { a: { b: '}' } }],
    ['Here you are: {"a":1}. Anything else?', { a: 1 }],
    ['', undefined],
    ['{"a":', undefined],
    ['}{', undefined],
    ['no', undefined],
    [`{"a":"${'x'.repeat(200_000)}"}`, undefined],
  ])('reads %#', (reply, json) => expect(jsonOf(reply)).toEqual(json));
});
