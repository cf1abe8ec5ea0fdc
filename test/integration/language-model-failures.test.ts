import pino from 'pino';
import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpApp } from '#src/http/app';
import { parseSearchRequest } from '#src/search/request';
import { type ModelBehaviour, modelFaults } from '#test/support/model-server';
import { KEY, useModelShop } from '#test/support/model-shop';

const GOOD = JSON.stringify({ expansions: ['probook'] });
const good: ModelBehaviour = { kind: 'answer', content: GOOD };
const WORDS = 'zebrawood laptop';
const broken: ModelBehaviour = { kind: 'status', status: 500, message: 'oops' };
/** Answers that come, and are none. */
const INVALID = [
  ['wrong types', { kind: 'answer', content: '{"expansions": "notebook", "filters": 7}' }],
  ['no JSON', { kind: 'answer', content: `Some laptops for ${KEY}: ${WORDS}` }],
  ['JSON that was cut off', { kind: 'answer', content: '{"expansions": ["noteb' }],
  ['no answer inside', { kind: 'no-choices' }],
] as const satisfies readonly (readonly [string, ModelBehaviour])[];

const shop = useModelShop(async () => [
  { id: 'note', title: 'Acme ProBook 450 Notebook' },
  { id: 'bag', title: 'Targo laptop bag' },
]);
afterEach(() => vi.useRealTimers());

/** A shop whose time of day the test sets; timers go on as they do. */
async function shopByTheClock(behave: (asked: number) => ModelBehaviour) {
  vi.useFakeTimers({ toFake: ['Date'] });
  const catalog = await shop.open(behave);
  return {
    ask: (text: string) => catalog.search(parseSearchRequest({ text, facets: 'none', rewriteDeadlineMs: 20_000 })),
    forward: (ms: number) => vi.setSystemTime(Date.now() + ms),
  };
}

describe('a language model that fails', () => {
  it('is left alone after five failures in a row, tried once after a pause, and asked again when that does', async () => {
    let behaviour: ModelBehaviour = broken;
    const { ask, forward } = await shopByTheClock(() => behaviour);
    for (let n = 0; n < 5; n++) expect((await ask(`laptop ${n}`)).notices.join()).toContain('500');
    const asked = () => shop.server().asked.length;
    const before = asked();
    expect((await ask('laptop bag')).notices.join()).toContain('is paused: it ');
    expect(asked()).toBe(before);
    forward(31_000);
    expect((await ask('laptop case')).notices.join()).toContain('500');
    const tried = asked();
    expect(tried).toBeGreaterThan(before);
    expect((await ask('laptop bag')).notices.join()).toContain('is paused: it ');
    expect(asked()).toBe(tried);
    forward(31_000);
    behaviour = good;
    for (const text of ['laptop bag', 'laptop case']) expect((await ask(text)).query.source).toBe('llm');
  });

  it.each(modelFaults(KEY).filter(([, { kind }]) => kind !== 'never' && kind !== 'drip'))(
    'leaves nothing behind on %s',
    async (_, behaviour) => {
      let isMended = false;
      const { ask, forward } = await shopByTheClock(() => (isMended ? good : behaviour));
      const { query, notices } = await ask('laptop');
      expect([query.source, notices.join()]).toEqual(['parser', expect.stringContaining('rewrite skipped: ')]);
      isMended = true;
      // A refused key is tried again after a pause, and what was no answer at all after ten minutes.
      forward(11 * 60_000);
      expect((await ask('laptop')).query).toMatchObject({
        source: 'llm',
        expansions: expect.arrayContaining(['probook']),
      });
    },
  );

  it.each(INVALID)(
    'is not asked about the same for ten minutes after %s, of which nothing is kept',
    async (_, behaviour) => {
      let isMended = false;
      const { ask, forward } = await shopByTheClock(() => (isMended ? good : behaviour));
      expect((await ask('laptop')).notices.join()).toContain('rewrite skipped: ');
      isMended = true;
      const asked = shop.server().asked.length;
      forward(9 * 60_000);
      expect((await ask('laptop')).query).toMatchObject({ source: 'parser' });
      expect(shop.server().asked).toHaveLength(asked);
      forward(2 * 60_000);
      expect((await ask('laptop')).query).toMatchObject({
        source: 'llm',
        expansions: expect.arrayContaining(['probook']),
      });
    },
  );

  it('is said to be out of reach when nobody is there', async () => {
    const { ask } = await shopByTheClock(() => good);
    await shop.server().close();
    const { hits, notices } = await ask('bag');
    expect(hits.map(({ id }) => id)).toEqual(['bag']);
    expect(notices.filter((notice) => notice.startsWith('rewrite skipped'))).toEqual([
      'rewrite skipped: the language model cannot be reached (OPENAI_BASE_URL)',
    ]);
  });

  it.each([...modelFaults(`${KEY} ${WORDS}`), ...INVALID, ['an answer', good] as const])(
    'leaves neither key nor words in the log of the server on %s',
    async (_, behaviour) => {
      await shop.open(() => behaviour);
      const lines: string[] = [];
      const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
      const app = createHttpApp({ vitrine: shop.vitrine(), config: { host: '127.0.0.1', port: 0 }, logger });
      const deadlineMs = behaviour.kind === 'never' || behaviour.kind === 'drip' ? 30 : 20_000;
      const query = `text=${encodeURIComponent(WORDS)}&rewriteDeadlineMs=${deadlineMs}`;
      const { status, body } = await request(app).get(`/v1/search?${query}`);
      expect([status, body.query.source === 'llm']).toEqual([200, behaviour === good]);
      expect(lines.join('')).toContain('/v1/search');
      expect(lines.join('')).not.toMatch(/zebrawood|sk-/u);
      expect(body.notices.filter((notice: string) => notice.startsWith('rewrite')).join()).not.toMatch(
        /zebrawood|sk-/u,
      );
    },
  );
});
