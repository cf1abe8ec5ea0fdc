import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium for a test file, with a profile of its own; `open` gives a page at an address of the storefront. */
export function useBrowser(): { open(path: string, options?: BrowserContextOptions): Promise<Page> } {
  const { url } = inject('shop');
  const faults: string[] = [];
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterEach(async () => {
    // A route that a test set may still have a request on its way: closing the page under it would be an error of its own.
    const pages = browser.contexts().flatMap((context) => context.pages());
    await Promise.all(pages.map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());
  return {
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, baseURL: url, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(path);
      await page.locator('.card__link, .message').first().waitFor();
      return page;
    },
  };
}

/** Ids of the results that are shown, in their order. */
export function shownIds(page: Page): Promise<string[]> {
  return page.locator('.card').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id') ?? ''));
}

/** How many results the page says there are. */
export async function shownCount(page: Page): Promise<number> {
  const text = await page.locator('.toolbar__count').innerText();
  return Number(/[\d,.]+/u.exec(text)?.[0].replaceAll(/[,.]/gu, ''));
}

/** Waits until the answer to what was just done is shown. */
export async function answered(page: Page, act: () => Promise<unknown>): Promise<void> {
  const asked = page.waitForRequest(isForList);
  await act();
  await asked;
  await page.locator('#results[aria-busy=false]').waitFor();
}

/** Whether the list is asked for: not the pictures of categories, not what an open item is like. */
function isForList(request: Request): boolean {
  if (request.url().includes('/similar')) return request.url().includes('limit=24');
  return request.url().endsWith('/v1/search') && request.postDataJSON().limit === 24;
}

/** Share of the pixels of what a selector shows for which the test holds. */
export async function shareOfPixels(
  page: Page,
  selector: string,
  is: (r: number, g: number, b: number) => boolean,
): Promise<number> {
  const image = page.locator(selector).first();
  await image.evaluate((element) => (element instanceof HTMLImageElement ? element.decode() : undefined));
  const { data, info } = await sharp(await image.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let matching = 0;
  for (let at = 0; at < data.length; at += 3) if (is(data[at]!, data[at + 1]!, data[at + 2]!)) matching++;
  return matching / (info.width * info.height);
}
