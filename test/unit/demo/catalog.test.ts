import { beforeAll, describe, expect, it } from 'vitest';
import { planCatalog, SHOP_TIME } from '#demo/catalog';
import { KINDS } from '#demo/kinds/all';
import { COLOURS } from '#demo/palette';
import type { Product, ProductRow } from '#demo/product';
import { ITEM_FIELDS } from '#src/domain/item';

let products: readonly Product[];
let rows: readonly ProductRow[];
beforeAll(() => {
  products = planCatalog(1);
  rows = products.map(({ row }) => row);
});

const different = <Value>(values: readonly Value[]): number => new Set(values).size;

describe('the products of the demo shop', () => {
  it('are the same for the same seed and others for another', () => {
    expect(JSON.stringify(planCatalog(1))).toBe(JSON.stringify(products));
    expect(planCatalog(2).map(({ row }) => row.title)).not.toEqual(rows.map(({ title }) => title));
  });

  it('are enough: kinds, products, colours of a product, patterns, colours', () => {
    expect(different(products.map(({ design }) => design.kind.name))).toBe(KINDS.length);
    expect(KINDS.length).toBeGreaterThanOrEqual(100);
    expect(rows.length).toBeGreaterThanOrEqual(1_200);
    expect(rows.length - different(rows.map(({ groupId }) => groupId))).toBeGreaterThan(500);
    expect(different(rows.map(({ pattern }) => pattern))).toBe(5);
    expect(different(rows.map(({ colour }) => colour))).toBe(13);
    expect(different(rows.map(({ brand }) => brand))).toBeGreaterThanOrEqual(25);
  });

  it('have ids, SKUs, GTINs and titles of their own', () => {
    for (const field of ['id', 'sku', 'mpn'] as const)
      expect(different(rows.map((row) => row[field]))).toBe(rows.length);
    expect(different(rows.flatMap(({ gtin }) => gtin))).toBe(rows.length);
    expect(different(rows.flatMap(({ images }) => images))).toBe(rows.flatMap(({ images }) => images).length);
  });

  it('have GTINs with a right check digit', () => {
    for (const code of rows.flatMap(({ gtin }) => gtin)) {
      expect(code).toMatch(/^\d{13}$/u);
      const sum = [...code].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
      expect(sum % 10).toBe(0);
    }
  });

  it('have texts without gaps, one to three sentences long', () => {
    for (const { title, description } of rows) {
      expect(title).toMatch(/^[\p{Lu}\d].{8,100}$/u);
      expect(`${title} ${description}`).not.toMatch(/[{}]|undefined| {2}|\b(\p{L}+) \1\b/u);
      const sentences = description.match(/[.!?](?= |$)/gu) ?? [];
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(6);
    }
  });

  it('have sensible prices, stock, ratings and dates', () => {
    for (const row of rows) {
      expect(row.price).toBeGreaterThan(0);
      expect(Math.round(row.price * 100) / 100).toBe(row.price);
      expect(row.availability === 'in_stock').toBe(row.stock > 0);
      expect(row.rating ?? 3).toBeGreaterThanOrEqual(1);
      expect(row.rating ?? 3).toBeLessThanOrEqual(5);
      expect(Date.parse(row.createdAt)).toBeLessThan(SHOP_TIME);
      expect(row.size).not.toEqual([]);
    }
    const mean = (kind: string): number => {
      const prices = products.filter(({ design }) => design.kind.name === kind).map(({ row }) => row.price);
      return prices.reduce((sum, price) => sum + price, 0) / prices.length;
    };
    expect(mean('sofa')).toBeGreaterThan(5 * mean('cushion'));
    expect(mean('laptop')).toBeGreaterThan(5 * mean('mouse'));
  });

  it('share what their group shares, but for the colour', () => {
    const groups = new Map<string, Product[]>();
    for (const product of products)
      groups.set(product.row.groupId, [...(groups.get(product.row.groupId) ?? []), product]);
    for (const group of groups.values()) {
      expect(different(group.map(({ colour }) => colour))).toBe(group.length);
      for (const same of ['brand', 'pattern'] as const) expect(different(group.map(({ row }) => row[same]))).toBe(1);
    }
  });

  it('keep item fields and attributes apart', () => {
    for (const { choices = {} } of KINDS) {
      expect(Object.keys(choices).filter((name) => (ITEM_FIELDS as readonly string[]).includes(name))).toEqual([]);
    }
    for (const { row, colour } of products) expect(row.colour).toBe(COLOURS[colour].family);
  });
});

describe('the table of kinds', () => {
  it('names each kind once and pairs only kinds that exist', () => {
    const names = KINDS.map(({ name }) => name);
    expect(different(names)).toBe(names.length);
    for (const { goesWith = [] } of KINDS) expect(goesWith.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('fills every gap of its sentences', () => {
    for (const { lines, choices = {}, name } of KINDS) {
      const gaps = lines.flatMap((line) => [...line.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]!));
      const known = [...Object.keys(choices), 'material', 'colour', 'word'];
      expect([name, gaps.filter((gap) => !known.includes(gap))]).toEqual([name, []]);
    }
  });
});
