import { describe, expect, it } from 'vitest';
import { homeCatalog } from '../../../web/src/catalog.ts';

describe('homeCatalog', () => {
  it("is the server's own, or the first where there is none of that name", () => {
    expect(homeCatalog({ default: 'default', catalogs: ['annex', 'default'] })).toBeUndefined();
    expect(homeCatalog({ default: 'default', catalogs: ['annex', 'hm'] })).toBe('annex');
    expect(homeCatalog({ default: 'default', catalogs: [] })).toBeUndefined();
    expect(homeCatalog(undefined)).toBeUndefined();
  });
});
