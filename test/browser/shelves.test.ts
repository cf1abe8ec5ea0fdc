import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';

const { open } = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const shelf = (page: Page, name: string) => page.getByRole('region', { name });
const idsOn = (page: Page, id: string) =>
  page
    .locator(`[data-shelf=${id}] .pick`)
    .evaluateAll((picks) => picks.map((pick) => pick.getAttribute('data-id') ?? ''));
const titles = (page: Page) => page.locator('.shelves .shelf__title').allInnerTexts();

/** Waits until the shelves show what follows from what was done. */
async function followed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes('list=for-you'));
  await act();
  await answer;
  await page.locator('.shelves[aria-busy=false]').waitFor({ state: 'attached' });
}

/** The front page with its shelves. */
async function openFront(options = {}): Promise<Page> {
  const page = await open('/', options);
  await page.locator('[data-shelf=trending]').waitFor();
  return page;
}

describe('shelves of the front page', () => {
  it('are of what is wanted now for somebody who comes for the first time', async () => {
    const page = await openFront();
    expect(await titles(page)).toEqual(['Trending now']);
    expect((await idsOn(page, 'trending')).length).toBeGreaterThan(3);
    expect(await page.locator('[data-shelf=trending] .pick__reason').first().innerText()).toMatch(
      /^(?:Popular|Wanted more than usual)/u,
    );
  });

  it('follow each click of a visit: seen last, for you, and because of it', async () => {
    const page = await openFront();
    const [, second = ''] = await idsOn(page, 'trending');
    const title = await page.locator(`[data-id="${second}"] .pick__link`).innerText();
    await followed(page, () => page.locator('[data-shelf=trending] .pick__link').nth(1).click());
    await page.keyboard.press('Escape');
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
    expect(await titles(page)).toEqual(['For you', 'Recently viewed', `Because you viewed ${title}`, 'Trending now']);
    expect(await idsOn(page, 'recent')).toEqual([second]);
    const forYou = await idsOn(page, 'for-you');
    const [other = ''] = await idsOn(page, 'trending');
    await followed(page, () => page.locator('[data-shelf=trending] .pick__link').first().click());
    await page.keyboard.press('Escape');
    expect(await idsOn(page, 'recent')).toEqual([other, second]);
    expect(await idsOn(page, 'for-you')).not.toEqual(forYou);
    const all = await page
      .locator('.shelves .pick')
      .evaluateAll((picks) => picks.map((one) => one.getAttribute('data-id')));
    expect(new Set(all).size).toBe(all.length);
  });

  it('leave out what is bought', async () => {
    const page = await openFront();
    const [first = ''] = await idsOn(page, 'trending');
    await followed(page, () => page.locator('[data-shelf=trending] .pick__link').first().click());
    await followed(page, () => page.getByRole('button', { name: 'Buy now' }).click());
    expect(await page.getByRole('button', { name: 'Bought' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await idsOn(page, 'trending')).not.toContain(first);
    expect(await page.locator('[data-shelf=recent] .pick__reason').first().innerText()).toBe('Bought just now');
  });

  it('are another shopper’s after a switch', async () => {
    const page = await openFront();
    const shopper = page.getByRole('combobox', { name: 'Shopping as' });
    await followed(page, () => shopper.selectOption('ben'));
    const ben = { recent: await idsOn(page, 'recent'), forYou: await idsOn(page, 'for-you') };
    for (const id of ben.recent) expect(id).toMatch(/^(?:sneaker|boot)-/u);
    await followed(page, () => shopper.selectOption('eva'));
    const eva = { recent: await idsOn(page, 'recent'), forYou: await idsOn(page, 'for-you') };
    for (const id of eva.recent) expect(id).toMatch(/^(?:table-lamp|armchair)-/u);
    expect(eva.forYou).not.toEqual(ben.forYou);
    expect(await page.locator('[data-shelf=for-you] .pick__reason').first().innerText()).toMatch(/which you viewed$/u);
  });

  it('are of the front page alone, and there again on the way back', async () => {
    const page = await openFront();
    await page.getByRole('searchbox').fill('mug');
    await page.locator('.shelves').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Vitrine, start' }).click();
    await page.locator('[data-shelf=trending]').waitFor();
  });

  it('are nothing that a failure could spoil', async () => {
    const page = await open('/');
    await page.route('**/v1/recommendations*', (route) => route.fulfill({ status: 503, body: '' }));
    page.removeAllListeners('console');
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await titles(page)).toEqual([]);
  });
});

describe('shelves of an item', () => {
  it('say what is bought with it and what is like it, each with a reason, and lead on', async () => {
    const page = await open('/?q=sneakers');
    const first = await page.locator('.card').first().getAttribute('data-id');
    await page.locator('.card__link').first().click();
    await shelf(page, 'Often bought together').waitFor();
    const [together, similar] = [await idsOn(page, 'together'), await idsOn(page, 'similar')];
    expect(similar.length).toBeGreaterThan(3);
    expect([...together, ...similar].filter((id, at, all) => id === first || all.indexOf(id) !== at)).toEqual([]);
    for (const text of await page.locator('.dialog--item .pick__reason').allInnerTexts())
      expect(text).toMatch(/^(?:Often bought with it|Looks similar|Similar kind|Wanted by the same shoppers)$/u);
    await shelf(page, 'Similar').getByRole('link').first().click();
    await page.locator(`.dialog--item .item__title`, { hasText: await titleOf(page, similar[0]!) }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('?q=sneakers');
  });
});

async function titleOf(page: Page, id: string): Promise<string> {
  const answer = await page.request.get(`/v1/items/${encodeURIComponent(id)}`);
  return (await answer.json()).title;
}

describe('shelves by key and on a phone', () => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.closest('.pick, .card')?.getAttribute('data-id'));

  it('are walked along and across, and have the focus again after an item', async () => {
    const page = await openFront();
    await followed(page, () => page.getByRole('combobox', { name: 'Shopping as' }).selectOption('ben'));
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    const [forYou, recent] = [await idsOn(page, 'for-you'), await idsOn(page, 'recent')];
    expect(await focused(page)).toBe(forYou[0]);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(forYou[1]);
    await page.keyboard.press('ArrowDown');
    expect(recent).toContain(await focused(page));
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe(forYou[1]);
    await followed(page, () => page.keyboard.press('Enter'));
    await page.keyboard.press('Escape');
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
    // It is among what was seen now.
    expect(await focused(page)).toBe(forYou[1]);
  });

  it('need no scrolling of the page sideways, and have names', async () => {
    const page = await openFront(phone);
    await followed(page, () => page.locator('[data-shelf=trending] .pick__link').first().tap());
    await page.locator('.dialog--item .shelf').first().waitFor();
    expect(
      await page.locator('.dialog--item').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBe(0);
    await page.getByRole('button', { name: 'Close' }).tap();
    for (const name of await titles(page))
      expect(await shelf(page, name).getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
