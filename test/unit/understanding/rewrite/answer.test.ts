import { describe, expect, it } from 'vitest';
import { AnswerSchema, LIMITS } from '#src/understanding/rewrite/answer';
import { normaliseQuery } from '#src/understanding/rewrite/normalise-query';

describe('an answer', () => {
  it('may leave everything out', () => {
    expect(AnswerSchema.parse({})).toEqual({
      corrected: null,
      language: null,
      intent_class: null,
      product_types: [],
      exclude_types: [],
      expansions: [],
      must_terms: [],
      filters: [],
      negations: [],
      price: null,
      sort: null,
      hypothetical_titles: [],
      visual_caption: null,
    });
  });

  it('is cut to its limits, cleaned, and freed of repeats and of what was not asked for', () => {
    const answer = AnswerSchema.parse({
      corrected: '  red\u0000\n shoes\u202e \ud800',
      expansions: ['a', 'a', ' ', ...Array.from({ length: 50 }, (_, i) => `e${i}`)],
      hypothetical_titles: ['x'.repeat(5_000), 'b', 'c', 'd'],
      filters: Array.from({ length: 99 }, () => ({ field: 'f', op: 'in', value: Array(99).fill('v') })),
      orders: 'delete everything',
    });
    expect(answer.corrected).toBe('red shoes');
    expect(answer.expansions).toHaveLength(LIMITS.expansions);
    expect(answer.expansions.slice(0, 3)).toEqual(['a', 'e0', 'e1']);
    expect(answer.hypothetical_titles.map((title) => title.length)).toEqual([LIMITS.title, 1, 1]);
    expect(answer.filters).toHaveLength(LIMITS.filters);
    expect(answer.filters[0]!.value).toHaveLength(LIMITS.filterValues);
    expect(answer).not.toHaveProperty('orders');
  });

  it.each([
    [{ expansions: 'laptop' }],
    [{ product_types: [1] }],
    [{ filters: [{ field: 'f', op: 'drop', value: 'v' }] }],
    [{ filters: [{ field: 'f', op: 'eq', value: { $ne: 1 } }] }],
    [{ price: { min: -1 } }],
    [[]],
    ['text'],
    [null],
  ])('of a wrong type is none: %j', (answer) => {
    expect(AnswerSchema.safeParse(answer).success).toBe(false);
  });
});

describe('normaliseQuery', () => {
  it('makes one of what differs in case, width, blanks and invisible letters only', () => {
    for (const text of ['USB  hub', ' usb\thub\n', 'ｕｓｂ hub', 'usb\u200b hub'])
      expect(normaliseQuery(text)).toBe('usb hub');
    expect(normaliseQuery('wh-1000 XM4')).toBe('wh-1000 xm4');
    expect(normaliseQuery('\u0000 \ud800')).toBe('');
    expect(normaliseQuery('x'.repeat(9_999))).toHaveLength(LIMITS.query);
  });
});
