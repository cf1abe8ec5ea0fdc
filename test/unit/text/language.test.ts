import { describe, expect, it } from 'vitest';
import { detectLanguage } from '#src/text/language';

describe('detectLanguage', () => {
  it('knows English and German by little words', () => {
    expect(detectLanguage(['Chair with arms and a cushion', 'The lamp for your desk'])).toBe('en');
    expect(detectLanguage(['Stuhl mit Armlehnen und Kissen', 'Die Lampe für den Tisch'])).toBe('de');
  });

  it('takes Latin titles without little words for English', () => expect(detectLanguage(['Steel bolt M6'])).toBe('en'));

  it('leaves other scripts, mixtures and nothing alone', () => {
    expect(detectLanguage(['意式摩卡壶 Bialetti'])).toBe('none');
    expect(detectLanguage(['Chair with arms', 'Stuhl mit Armlehnen'])).toBe('none');
    expect(detectLanguage([])).toBe('none');
    expect(detectLanguage(['007'])).toBe('none');
  });
});
