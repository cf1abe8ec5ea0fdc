import { describe, expect, it } from 'vitest';
import type { Features } from '#src/ports/features';
import { createAnalyser } from '#src/text/analyser';
import { createCatalogWords } from '#src/understanding/catalog-words';

describe('createCatalogWords', () => {
  it('makes a vocabulary once, and again when the catalog has changed much', async () => {
    let documents = 100;
    let made = 0;
    const features = {
      statistics: async () => ({ documents, documentFrequencies: [], averageLengths: [] }),
      async *vocabulary() {
        made++;
        yield ['lamp', documents] as const;
      },
    } satisfies Partial<Features>;
    // A vocabulary asks for nothing else of the port.
    const port = features as unknown as Features;
    const wordsOf = createCatalogWords();
    const vocabulary = () =>
      wordsOf(port, createAnalyser({ language: 'en' }), async () => ['Lamps', 'Lamps', 'lamp']).vocabulary();
    const [nearest] = (await vocabulary()).similar('lanps');
    expect(nearest).toMatchObject({ token: 'lamp', surface: 'lamps' });
    expect((await vocabulary()).surface('lamp')).toBe('lamps');
    documents = 105;
    await vocabulary();
    expect(made).toBe(1);
    documents = 150;
    await vocabulary();
    expect(made).toBe(2);
  });
});
