import { describe, expect, it } from 'vitest';
import { highlight } from '#src/search/highlight';
import { createAnalyser } from '#src/text/analyser';

describe('highlights', () => {
  const analyser = createAnalyser({ language: 'en' });
  const mark = (text: string, query: string) => highlight(text, new Set(analyser.tokens(query)), analyser);

  it('marks the words of the query and escapes the rest', () => {
    expect(mark('Red <b>shoes</b> & socks', 'shoe')).toBe('Red &lt;b&gt;<mark>shoes</mark>&lt;/b&gt; &amp; socks');
    expect(mark('Red shoes', 'hat')).toBeUndefined();
  });

  it('shows the part around the first match of a long text', () => {
    const shown = mark(`${'word '.repeat(100)}shoe${' word'.repeat(100)}`, 'shoe')!;
    expect(shown).toMatch(/^…word.*<mark>shoe<\/mark>.*…$/u);
    expect(shown.length).toBeLessThan(280);
  });

  it('shows the match in a long text without blanks', () => {
    expect(mark(`${'文'.repeat(400)}靴${'文'.repeat(400)}`, '靴')).toContain('<mark>靴</mark>');
    expect(mark(`${'𠮷'.repeat(400)}靴`, '靴')!).not.toMatch(/\p{Surrogate}/u);
  });
});
