import { expect, it } from 'vitest';
import { altOf } from '../../../web/src/alt.ts';

it('tells what the first picture shows, where something was said of it', () => {
  const generated = { attributes: {}, synonyms: [], altText: 'A mug with a handle.', by: 'imported' };
  expect(altOf({ generated }, 0)).toBe('A mug with a handle.');
  expect(altOf({ generated }, 1)).toBe('');
  for (const other of [undefined, null, 'a feed of its own', {}]) expect(altOf({ generated: other }, 0)).toBe('');
});
