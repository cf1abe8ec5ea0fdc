import { describe, expect, inject, it } from 'vitest';
import { SIGNAL_NAMES } from '#src/ranking/signals/list';
import { answered, shownCount, useBrowser } from './browser.ts';

const { open } = useBrowser();
const { urlWithoutOwn, products } = inject('shop');

describe('the catalog', () => {
  it("is the first there is where the server's own is not, and the choice says so", async () => {
    const page = await open(`${urlWithoutOwn}/`);
    const choice = page.getByLabel('Catalog', { exact: true });
    expect(await choice.inputValue()).toBe('annex');
    expect(await shownCount(page)).toBe(8);
    await answered(page, () => choice.selectOption('default'));
    expect(await shownCount(page)).toBe(products);
    await answered(page, () => page.goBack());
    expect(await choice.inputValue()).toBe('annex');
    expect(await shownCount(page)).toBe(8);
  });
  it("is the server's own where it is there", async () => {
    const page = await open('/');
    expect(await page.getByLabel('Catalog', { exact: true }).inputValue()).toBe('default');
    expect(await shownCount(page)).toBe(products);
  });
});

describe('what a shopper reads', () => {
  it('says what is not wanted once', async () => {
    const page = await open('/?q=sneakers+not+red');
    expect((await page.locator('.piece--exclusion').innerText()).replaceAll(/\s+/gu, ' ').trim()).toBe('Without red');
  });
  it('has no words of the engine', async () => {
    const page = await open('/?q=armchair');
    expect(await page.locator('.notices--last').innerText()).toMatch(
      /results that fit less well are left out\.\s+Show them$/u,
    );
    await page
      .getByRole('button', { name: /^Why is/u })
      .first()
      .click();
    const names = await page.getByRole('dialog').locator('tbody th').allInnerTexts();
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(SIGNAL_NAMES.some((signal) => name.split(/\s/u).includes(signal))).toBe(false);
  });
  it('is wide enough to be read on a phone', async () => {
    const page = await open('/', { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true });
    const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('text') };
    await page.locator('input[type=file]').setInputFiles(file);
    const hint = await page.getByRole('alert').boundingBox();
    expect(hint?.width).toBeGreaterThan(320);
    expect(hint?.x).toBeCloseTo((375 - hint!.width) / 2, 0);
  });
});
