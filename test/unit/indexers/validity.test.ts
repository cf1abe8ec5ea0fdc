import { expect, it } from 'vitest';
import { dependsOnRowOnly } from '#indexers/known-rows';
import type { AttributeValue } from '#src/domain/item';

it.each([
  ['expiresAt', '2030-01-01'],
  ['expiration_date', '2030-01-01'],
  ['saleStarts', '2030-01-01T00:00:00.000Z'],
  ['saleEnds', '2030-01-01T00:00:00.000Z'],
])('a row with %s is read again by every run: time alone changes what it gives', (name, value) => {
  const item = { id: '1', title: 't', kind: 'product' };
  const withAttributes = (attributes: Record<string, AttributeValue>) => dependsOnRowOnly({ ...item, attributes });
  expect(withAttributes({ [name]: value })).toBe(false);
  expect(withAttributes({ colour: value })).toBe(true);
});
