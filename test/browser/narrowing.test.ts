import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answered, shownCount, shownIds, useBrowser } from './browser.ts';

const { open } = useBrowser();
const choices = (page: Page, field: string) => page.locator(`.facet[data-field=${field}] .value`);
const countOf = async (page: Page, field: string, at: number) =>
  Number(await choices(page, field).nth(at).locator('.value__count').innerText());
const choose = (page: Page, field: string, at: number) =>
  answered(page, () => choices(page, field).nth(at).locator('input').click());

describe('facets', () => {
  it('show exactly what they count, several choices together', async () => {
    const page = await open('/');
    const [one, two] = [await countOf(page, 'brand', 0), await countOf(page, 'brand', 1)];
    await choose(page, 'brand', 0);
    expect(await shownCount(page)).toBe(one);
    expect(await countOf(page, 'brand', 1)).toBe(two);
    await choose(page, 'brand', 1);
    expect(await shownCount(page)).toBe(one + two);
    expect(await page.locator('.chip').count()).toBe(2);
  });
  it('keep the focus where it was, and are taken back by chips and by going back', async () => {
    const page = await open('/?q=shirt');
    const before = await shownCount(page);
    await choose(page, 'colour', 0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toMatch(/^colour=/u);
    await answered(page, () => page.locator('.chip').first().click());
    expect(await shownCount(page)).toBe(before);
    await answered(page, () => page.goBack());
    expect(await page.locator('.chip').count()).toBe(1);
    await answered(page, () => page.getByRole('button', { name: 'Clear all' }).click());
    expect(await shownCount(page)).toBe(before);
  });
  it('open categories step by step', async () => {
    const page = await open('/');
    const before = await choices(page, 'category').count();
    await page.getByRole('button', { name: 'What is in Clothing' }).click();
    expect(await choices(page, 'category').count()).toBeGreaterThan(before);
    const tops = page.locator('.facet[data-field=category] .value', { hasText: 'Tops' });
    const count = Number(await tops.locator('.value__count').innerText());
    await answered(page, () => tops.locator('input').click());
    expect(await shownCount(page)).toBe(count);
  });
  it('narrow prices by a range, with the keyboard too', async () => {
    const page = await open('/?q=lamp');
    const before = await shownCount(page);
    const low = page.getByRole('slider', { name: 'Price from' });
    await low.focus();
    await answered(page, () => page.keyboard.press('PageUp'));
    expect(page.url()).toContain('refine=price');
    expect(await shownCount(page)).toBeLessThan(before);
    const from = Number(await low.inputValue());
    const prices = await page.locator('.price').allInnerTexts();
    expect(prices.map((price) => Number(price.replaceAll(/[^\d.]/gu, ''))).every((price) => price >= from)).toBe(true);
  });
});

describe('the list', () => {
  it('is sorted by price', async () => {
    const page = await open('/?q=shoes');
    await answered(page, () => page.getByLabel('Sort by').selectOption('price:asc'));
    const prices = (await page.locator('.price').allInnerTexts()).map((price) =>
      Number(price.replaceAll(/[^\d.]/gu, '')),
    );
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });
  it('shows cards or rows', async () => {
    const page = await open('/?q=shoes');
    const ids = await shownIds(page);
    await page.getByRole('button', { name: 'List' }).click();
    await page.locator('.list .card').first().waitFor();
    expect(await shownIds(page)).toEqual(ids);
    expect(page.url()).toContain('view=list');
  });

  it('has pages that neither repeat nor lose an item, replayed from one list', async () => {
    const page = await open('/?refine=availability:in_stock');
    const count = await shownCount(page);
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/search')) asked.push(request.postDataJSON().queryId);
    });
    const seen = await shownIds(page);
    while (await page.getByRole('button', { name: 'Next page' }).isEnabled()) {
      await answered(page, () => page.getByRole('button', { name: 'Next page' }).click());
      seen.push(...(await shownIds(page)));
    }
    expect(count).toBeGreaterThan(24);
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
    expect(asked[0]).toBeTruthy();
    expect(new Set(asked).size).toBe(1);
  });
});
