import { describe, expect, it } from 'vitest';
import { ago } from '../../../web/src/ago.ts';

describe('ago', () => {
  const now = Date.UTC(2025, 5, 30, 12);
  it.each([
    [0, 'just now'],
    [-5, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [7_200, '2 hours ago'],
    [86_400, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    [15 * 86_400, '2 weeks ago'],
    [90 * 86_400, '2 months ago'],
    [800 * 86_400, '2 years ago'],
    [Number.NaN, 'just now'],
  ])('says of %d seconds %s', (seconds, text) => {
    expect(ago(now - seconds * 1000, now)).toBe(text);
  });
});
