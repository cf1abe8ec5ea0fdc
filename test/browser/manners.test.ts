import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answered, shareOfPixels, shownIds, useBrowser } from './browser.ts';

const { open } = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const focusedCard = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('.card')?.getAttribute('data-id'));

describe('an item', () => {
  it('opens over the list, shows what it is, and closes by Escape', async () => {
    const page = await open('/?q=armchair');
    const title = await page.locator('.card__title').first().innerText();
    await page.locator('.card__link').first().click();
    const dialog = page.locator('.dialog--item');
    expect(await dialog.getByRole('heading', { name: title }).isVisible()).toBe(true);
    await dialog.locator('.pick').first().waitFor();
    expect(
      await shareOfPixels(page, '.gallery__main img', (r, g, b) => Math.abs(r - g) + Math.abs(g - b) > 30),
    ).toBeGreaterThan(0.02);
    expect(page.url()).toContain('item=');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('?q=armchair');
  });
  it('leads to its other colours', async () => {
    const page = await open('/?refine=category:Shoes');
    const variants = page.locator('.variants__one');
    const grouped = (await shownIds(page)).map((id) => id.split('-').slice(0, 2).join('-'));
    const at = grouped.findIndex((group, place) => grouped.indexOf(group) !== place);
    await page.locator('.card__link').nth(at).click();
    await variants.nth(1).waitFor();
    const before = await page.locator('.item__title').innerText();
    await page.locator('.variants__one:not([aria-current])').first().click();
    await page.locator('.item__title', { hasNotText: before }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('item=');
  });
  it('opens by its address', async () => {
    const list = await open('/?q=armchair');
    const [first] = await shownIds(list);
    const page = await open(`/?item=${first}`);
    await page.locator('.item__attributes').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('');
  });
  it('is shown as text and nothing else, whatever a feed holds', async () => {
    const title = 'Odd <img src=x onerror="document.title=1"> gadget';
    const page = await open('/');
    await page.route('**/v1/search', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      answer.hits[0].item = { ...answer.hits[0].item, title, url: 'javascript:alert(1)' };
      answer.hits[0].highlights = { title: 'Odd &lt;img src=x&gt; <mark>&lt;b&gt;</mark>' };
      await route.fulfill({ response, json: answer });
    });
    await answered(page, () => page.getByRole('searchbox').fill('mug'));
    expect(await page.locator('.card__title').first().innerText()).toBe('Odd <img src=x> <b>');
    await page.locator('.card__link').first().click();
    expect(await page.locator('.item__title').innerText()).toBe(title);
    expect(await page.getByRole('link', { name: 'Open in the shop' }).count()).toBe(0);
  });
});

describe('the keyboard', () => {
  it('goes to the search box, over the results, into one and back', async () => {
    const page = await open('/?q=shoes');
    const ids = await shownIds(page);
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.press('ArrowDown');
    expect(await focusedCard(page)).toBe(ids[0]);
    await page.keyboard.press('ArrowRight');
    expect(await focusedCard(page)).toBe(ids[1]);
    await page.keyboard.press('ArrowDown');
    expect(ids.indexOf((await focusedCard(page)) ?? '')).toBeGreaterThan(3);
    await page.keyboard.press('Enter');
    await page.locator('.dialog--item[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.dialog--item').waitFor({ state: 'hidden' });
  });
  it('shows where it is', async () => {
    const page = await open('/?q=shoes');
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    const outline = await page
      .locator('.card__link')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').outlineStyle);
    expect(outline).toBe('solid');
  });
});

describe('small and dark screens', () => {
  it.each(['/', '/?q=shoes&refine=colour:red', '/?q=shoes&view=list'])(
    'need no scrolling sideways at %s',
    async (path) => {
      const page = await open(path, phone);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    },
  );
  it('have the filters in a sheet of their own', async () => {
    const page = await open('/?q=shoes', phone);
    expect(await page.locator('.filters__panel').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters', exact: true }).tap();
    await answered(page, () => page.locator('.facet[data-field=colour] input').first().tap());
    await page.getByRole('button', { name: /^Show \d+ results$/u }).tap();
    expect(await page.locator('.filters__panel').isVisible()).toBe(false);
    expect(await page.locator('.chip').count()).toBe(1);
  });
  it('are dark where the reader wants it', async () => {
    const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background(await open('/', { colorScheme: 'light' }))).toBe('rgb(255, 255, 255)');
    expect(await background(await open('/', { colorScheme: 'dark' }))).toBe('rgb(18, 20, 22)');
  });
});

describe('when something goes wrong', () => {
  it('the page says so, and tries again when asked to', async () => {
    const page = await open('/');
    await page.route(
      '**/v1/search',
      (route) =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({ detail: 'The store is away.' }),
        }),
      { times: 1 },
    );
    page.removeAllListeners('console');
    await answered(page, () => page.getByRole('searchbox').fill('mug'));
    expect(await page.getByRole('alert').innerText()).toContain('The store is away.');
    await answered(page, () => page.getByRole('button', { name: 'Try again' }).click());
    expect((await shownIds(page)).length).toBeGreaterThan(0);
  });
  it('a link with a picture from elsewhere says what is missing', async () => {
    const page = await open('/?q=mug&picture=elsewhere');
    expect(await page.locator('.notice').first().innerText()).toContain('on the device it came from');
  });
});
