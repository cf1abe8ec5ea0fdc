import { describe, expect, it } from 'vitest';
import { renderPage } from '#src/cli/render';
import type { SearchPage } from '#src/domain/hit';

const page: SearchPage = {
  queryId: 'q',
  query: {
    text: 'coat not black',
    language: 'en',
    source: 'parser',
    filters: [],
    preferences: [],
    corrected: null,
    expansions: [],
    sort: null,
    excluded: ['black'],
  },
  total: { value: 1, relation: 'eq' },
  hits: [{ id: 'c', score: 1.25, item: { title: 'Coat', brand: 'Arden', price: 9, currency: 'EUR' }, highlights: {} }],
  facets: [],
  notices: ['something'],
  took: { total: 2, understand: 0, embed: 0, retrieve: 0, score: 0 },
};

describe('renderPage', () => {
  it('says how many there are, what is to be noted, and the hits', () => {
    const lines = ['1 result in 2.0 ms', 'note: something', '  1. 1.250  Coat  (Arden, 9.00 EUR)  [c]', ''];
    expect(renderPage(page, false)).toBe(lines.join('\n'));
  });
  it('says what words were taken for', () => {
    const recognised = [{ kind: 'exclusion', text: 'not black', span: [5, 14], as: '-colour:black' }] as const;
    const understood = { ...page, query: { ...page.query, recognised } };
    expect(renderPage(understood, false).split('\n')[1]).toBe('understood: "not black" as -colour:black');
  });
});
