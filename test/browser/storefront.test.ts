import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { answered, shareOfPixels, shownCount, shownIds, useBrowser } from './browser.ts';

const { open } = useBrowser();
const { dir, products, described } = inject('shop');
const isRed = (r: number, g: number, b: number) => r > 120 && r > 1.8 * g && r > 1.8 * b;
const sneakers = join(dir, 'queries', 'sneakers.jpg');

describe('searching by words', () => {
  it('shows what was asked for while it is typed', async () => {
    const page = await open('/');
    await answered(page, () => page.getByRole('searchbox').fill('red sneakers'));
    expect(page.url()).toContain('q=red+sneakers');
    expect(await page.locator('.card__title').first().innerText()).toMatch(/sneaker|trainer/iu);
    expect(await page.locator('.card__title mark').count()).toBeGreaterThan(0);
    expect(await shareOfPixels(page, '.card__tile img', isRed)).toBeGreaterThan(0.05);
  });
  it('shows the same under the address that it made', async () => {
    const page = await open('/?q=armchair');
    const other = await open(page.url());
    expect(await other.getByRole('searchbox').inputValue()).toBe('armchair');
    expect(await shownIds(other)).toEqual(await shownIds(page));
  });
  it('goes back over searches, not over letters', async () => {
    const page = await open('/');
    const box = page.getByRole('searchbox');
    await answered(page, () => box.pressSequentially('mug', { delay: 5 }));
    await answered(page, () => box.pressSequentially('s', { delay: 5 }));
    await box.press('Enter');
    await answered(page, () => box.fill('lamp'));
    await answered(page, () => page.goBack());
    expect(await box.inputValue()).toBe('mugs');
    await answered(page, () => page.goBack());
    expect(new URL(page.url()).search).toBe('');
  });
  it('shows what matches too weakly to belong when it is asked to', async () => {
    const page = await open('/?q=armchair');
    const before = await shownCount(page);
    await answered(page, () => page.getByRole('button', { name: 'Show them' }).click());
    expect(await shownCount(page)).toBeGreaterThan(before);
  });
  it('tells what a picture shows where that is known, in lists and beside the item', async () => {
    const page = await open(`/?q=${encodeURIComponent('mug')}&item=${encodeURIComponent(described.id)}`);
    expect(await page.locator('.gallery__main img').getAttribute('alt')).toBe(described.text);
    await page.keyboard.press('Escape');
    const alts = await page.locator('.card__tile img').evaluateAll((all) => all.map((one) => one.getAttribute('alt')));
    expect(alts.filter((alt) => alt === described.text)).toHaveLength(1);
    expect(alts.filter((alt) => alt === '').length).toBeGreaterThan(0);
  });
  it('says when nothing is found, and offers ways out', async () => {
    const page = await open('/?q=armchair&refine=price:..0.01');
    expect(await page.locator('.message').innerText()).toContain('Nothing found for “armchair”');
    await answered(page, () => page.getByRole('button', { name: 'Clear the filters' }).click());
    expect((await shownIds(page)).length).toBeGreaterThan(0);
  });
});

describe('searching by a picture', () => {
  it('shows things that look alike, for a file that is chosen', async () => {
    const page = await open('/');
    await answered(page, () => page.locator('input[type=file]').setInputFiles(sneakers));
    expect(await page.locator('.token img').isVisible()).toBe(true);
    expect((await shownIds(page))[0]).toMatch(/^sneaker/u);
    expect(await shareOfPixels(page, '.card__tile img', isRed)).toBeGreaterThan(0.05);
  });
  it('takes words with it, keeps it over a reload, and lets it go', async () => {
    const page = await open('/');
    await answered(page, () => page.locator('input[type=file]').setInputFiles(sneakers));
    await answered(page, () => page.getByRole('searchbox').fill('blue'));
    expect(page.url()).toMatch(/q=blue&picture=/u);
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await page.locator('.token img').isVisible()).toBe(true);
    await answered(page, () => page.getByRole('button', { name: 'Remove the picture' }).click());
    expect(await page.locator('.token').count()).toBe(0);
    expect(page.url()).not.toContain('picture');
  });
  it.each(['drop', 'paste'] as const)('takes one by %s', async (kind) => {
    const page = await open('/');
    const bytes = [...(await readFile(sneakers))];
    await answered(page, () =>
      page.evaluate(
        ({ bytes, kind }) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(bytes)], 'seen.jpg', { type: 'image/jpeg' }));
          const event =
            kind === 'drop'
              ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
              : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        },
        { bytes, kind },
      ),
    );
    expect((await shownIds(page))[0]).toMatch(/^sneaker/u);
  });
  it('says when a file is no picture', async () => {
    const page = await open('/');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('text') });
    expect(await page.getByRole('alert').innerText()).toContain('not a picture');
    expect(await shownCount(page)).toBe(products);
  });
});

describe('similar items', () => {
  it('are shown for a result, under an address of their own', async () => {
    const page = await open('/?q=armchair');
    const [first] = await shownIds(page);
    await answered(page, () =>
      page
        .getByRole('link', { name: /^Similar to/u })
        .first()
        .click(),
    );
    expect(page.url()).toContain(`like=${first}`);
    await page.locator('.like img').waitFor();
    expect(await shownIds(page)).not.toContain(first);
    expect((await shownIds(page))[0]).toMatch(/^(?:armchair|sofa)/u);
    await answered(page, () => page.goBack());
    expect((await shownIds(page))[0]).toBe(first);
  });
});

describe('why a result is there', () => {
  it('is told in signals that add up to the score', async () => {
    const page = await open('/?q=warm+coat');
    await page
      .getByRole('button', { name: /^Why is/u })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Why this?' });
    const numbers = await dialog.locator('tbody .why__number').allInnerTexts();
    const score = Number(await dialog.locator('[data-score]').getAttribute('data-score'));
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers.map(Number).reduce((sum, number) => sum + number, 0)).toBeCloseTo(score, 3);
    const bars = await dialog
      .locator('.why__bar span')
      .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width));
    expect(bars).toEqual([...bars].sort((a, b) => b - a));
    expect(bars[0]).toBeGreaterThan(40);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
