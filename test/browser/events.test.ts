import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answered, shownIds, useBrowser } from './browser.ts';

const { open } = useBrowser();
const isForEvents = (request: Request) => request.url().includes('/v1/events');

/** Place of a result that is not among the first, from 0. */
const SEEN_AT = 9;

/** What is told of when something is done; it is answered, too. */
async function told(page: Page, act: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const answer = page.waitForResponse((response) => isForEvents(response.request()));
  await act();
  expect((await answer).status()).toBe(200);
  return (await answer).request().postDataJSON().events;
}

describe('what a shopper does', () => {
  it('is told with the list it came from and the place in it', async () => {
    const page = await open('/');
    const asked = page.waitForResponse(
      (one) => one.url().endsWith('/v1/search') && one.request().postDataJSON().text === 'mug',
    );
    await answered(page, () => page.getByRole('searchbox').fill('mug'));
    const { queryId } = await (await asked).json();
    const third = (await shownIds(page))[2];
    const events = await told(page, () => page.locator('.card__link').nth(2).click());
    expect(events.map(({ type }) => type)).toEqual(['click', 'view']);
    for (const event of events) expect(event).toMatchObject({ item: third, queryId, position: 3 });
    const cart = await told(page, () => page.getByRole('button', { name: 'Add to cart' }).click());
    expect(cart).toMatchObject([{ type: 'cart', item: third, queryId, session: events[0]!.session }]);
    expect(cart[0]).not.toHaveProperty('user');
  });

  it('is of no search where a shelf showed it', async () => {
    const page = await open('/');
    await page.locator('[data-shelf=trending] .pick').first().waitFor();
    const item = await page.locator('[data-shelf=trending] .pick').first().getAttribute('data-id');
    const events = await told(page, () => page.locator('[data-shelf=trending] .pick__link').first().click());
    expect(events.map(({ type }) => type)).toEqual(['click', 'view']);
    const bought = await told(page, () => page.getByRole('button', { name: 'Buy now' }).click());
    expect(bought.map(({ type }) => type)).toEqual(['purchase']);
    for (const event of [...events, ...bought]) {
      expect(event.item).toBe(item);
      expect(event).not.toHaveProperty('queryId');
    }
  });

  it('counts for the shopper that was chosen, in a visit of their own', async () => {
    const page = await open('/?q=lamp');
    const guest = await told(page, () => page.locator('.card__link').first().click());
    await page.keyboard.press('Escape');
    const shopper = page.getByRole('combobox', { name: 'Shopping as' });
    await answered(page, () => shopper.selectOption('ben'));
    const ben = await told(page, () => page.locator('.card__link').first().click());
    expect(ben[0]).toMatchObject({ user: 'ben', session: guest[0]!.session });
    await page.keyboard.press('Escape');
    await answered(page, () => shopper.selectOption('eva'));
    const eva = await told(page, () => page.locator('.card__link').first().click());
    expect(eva[0]!.user).toBe('eva');
    expect(eva[0]!.session).not.toBe(guest[0]!.session);
    await page.reload();
    expect(await shopper.inputValue()).toBe('eva');
  });

  it('changes the order when asked to: by a button, the words again, or a reload', async () => {
    const page = await open('/?q=sneakers');
    const again = page.getByRole('button', { name: 'Rank again' });
    const lookAtLast = async () => {
      const ids = await shownIds(page);
      await told(page, () => page.locator('.card__link').nth(SEEN_AT).click());
      await page.keyboard.press('Escape');
      await again.waitFor();
      expect(await shownIds(page)).toEqual(ids);
      return ids;
    };
    const acts = [
      () => again.click(),
      () => page.getByRole('searchbox').press('Enter'),
      () => page.reload({ waitUntil: 'commit' }),
    ];
    for (const act of acts) {
      const before = await lookAtLast();
      await answered(page, act);
      await page.locator('.card').first().waitFor();
      expect(await shownIds(page)).not.toEqual(before);
      expect(await again.count()).toBe(0);
    }
    await answered(page, () => page.getByRole('combobox', { name: 'Sort by' }).selectOption('price:asc'));
    await told(page, () => page.locator('.card__link').nth(SEEN_AT).click());
    await page.keyboard.press('Escape');
    expect(await again.count()).toBe(0);
  });
});
