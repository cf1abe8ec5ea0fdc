import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { type ModelBehaviour, type ModelServer, modelFaults, startModelServer } from '#test/support/model-server';

const KEY = 'sk-very-secret';
const ITEMS = [
  { id: 'note', title: 'Acme ProBook 450' },
  { id: 'note2', title: 'Zenith Flex 14', colour: 'Black' },
  { id: 'lamp', title: 'Lumo desk lamp', colour: 'Silver' },
  { id: 'lamp2', title: 'Lumo floor lamp', colour: 'Black' },
];
const GOOD = { attributes: [{ field: 'colour', value: 'silver' }], synonyms: ['laptop'], alt_text: 'On a table.' };
const good: ModelBehaviour = { kind: 'answer', content: JSON.stringify(GOOD) };

let server: ModelServer;
let reply: (asked: number) => ModelBehaviour;
let env: Record<string, string>;
let shop: CommandLine;
const run = (...argv: string[]) => shop.run(...argv, '--progress', 'none');
const feed = (rows: readonly object[]) =>
  writeFileSync(join(shop.folder, 'items.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
const index = async (...argv: string[]) => JSON.parse((await run('index', 'items.jsonl', ...argv, '--json')).out);
const found = async (text: string) =>
  JSON.parse((await shop.run('search', text, '--rewrite', 'off', '--json')).out).hits.map(
    ({ id }: { id: string }) => id,
  );

beforeAll(async () => {
  server = await startModelServer(() => reply(server.asked.length));
});
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
  reply = () => good;
  env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, VITRINE_LLM_MODEL: 'stand-in' };
  shop = createCommandLine(env);
  feed(ITEMS);
  return () => rmSync(shop.folder, { recursive: true });
});

describe('indexing with --enrich', () => {
  it('asks about what is new once all is indexed, by the fields of all items, and says so in the report', async () => {
    expect(await index('--enrich')).toMatchObject({
      indexed: 4,
      notices: [],
      enrichment: { asked: 4, answered: 4, enriched: 4, attributes: 1, failed: [], interrupted: false },
    });
    expect((await found('laptop')).sort()).toEqual(['lamp', 'lamp2', 'note', 'note2']);
    expect(await index('--enrich')).toMatchObject({ unchanged: 4, enrichment: { asked: 0, enriched: 0 } });
    expect(server.asked).toHaveLength(4);
    expect((await run('index', 'items.jsonl', '--enrich')).out).toContain('0 of 0 answered');
  });

  it('asks nobody without the flag, nor in a dry run', async () => {
    expect(await index()).not.toHaveProperty('enrichment');
    expect(await index('--check', '--enrich')).not.toHaveProperty('enrichment');
    expect(server.asked).toHaveLength(0);
  });

  it.each([
    ...modelFaults(KEY).filter(([, { kind }]) => kind !== 'never' && kind !== 'drip'),
    ['wrong types', { kind: 'answer', content: '{"attributes": "silver", "synonyms": {}}' }],
    ['no JSON', { kind: 'answer', content: `${KEY} is a laptop.` }],
  ] satisfies (readonly [string, ModelBehaviour])[])(
    'spoils no run on %s, and asks again in the next',
    async (_, failure) => {
      reply = () => failure;
      const { status, out, err } = await run('index', 'items.jsonl', '--enrich');
      expect([status, out]).toEqual([0, expect.stringMatching(/^4 read: 4 indexed/u)]);
      expect(out).toMatch(/note: enrich: \d × .*; the next run asks again/u);
      expect(out + err).not.toMatch(/sk-|ProBook/u);
      expect(await found('lamp')).toHaveLength(2);
      reply = () => good;
      expect(await index('--enrich')).toMatchObject({ unchanged: 4, enrichment: { answered: 4, enriched: 4 } });
    },
  );

  it('goes on where the model left off, and asks about so many as it is told', async () => {
    reply = (n) => (n <= 2 ? good : { kind: 'status', status: 401, message: '' });
    const first = await index('--enrich');
    expect(first.notices.join()).toContain('OPENAI_API_KEY');
    reply = () => good;
    const second = await index('--enrich', '--enrich-limit', '1');
    expect(second.notices).toEqual(['enrich: 1 items were asked about, the most of one run; the next goes on']);
    const third = await index('--enrich');
    const answered = [first, second, third].map(({ enrichment }) => enrichment.answered);
    expect(answered.reduce((sum, count) => sum + count)).toBe(4);
    expect(answered[1]).toBe(1);
  });

  it("stays within the day's tokens", async () => {
    env.VITRINE_LLM_TOKENS_PER_DAY = '10';
    feed(Array.from({ length: 12 }, (_, n) => ({ id: `lamp${n}`, title: `Lumo lamp ${n}` })));
    const { notices, indexed, enrichment } = await index('--enrich');
    expect([indexed, notices.join()]).toEqual([12, expect.stringContaining("today's tokens")]);
    expect(enrichment.answered).toBeLessThan(12);
  });

  it('is done without a model, and says that none is there', async () => {
    delete env.VITRINE_LLM_MODEL;
    expect(await index('--enrich')).toMatchObject({
      indexed: 4,
      notices: [expect.stringMatching(/^enrich skipped: No language model is configured/u)],
    });
    expect(server.asked).toHaveLength(0);
  });

  it('refuses a limit that is none', async () => {
    const { status, err } = await run('index', 'items.jsonl', '--enrich', '--enrich-limit', 'many');
    expect([status, err]).toEqual([2, expect.stringContaining('--enrich-limit many is not a whole number')]);
  });
});

describe('reindexing with --enrich', () => {
  it('asks once the new index is live, with and without a source', async () => {
    await index();
    const json = async (...argv: string[]) => JSON.parse((await run('reindex', ...argv, '--json')).out);
    expect(await json('--check', '--enrich')).not.toHaveProperty('enrichment');
    expect(await json('--enrich')).toMatchObject({ switched: true, enrichment: { answered: 4, enriched: 4 } });
    expect(await found('laptop')).toHaveLength(4);
    feed([...ITEMS, { id: 'chair', title: 'Oak chair' }]);
    expect(await json('items.jsonl', '--enrich')).toMatchObject({
      source: { indexed: 1 },
      enrichment: { asked: 1, enriched: 1 },
    });
    expect(await found('laptop')).toHaveLength(5);
    expect(server.asked).toHaveLength(5);
  });

  it('changes over although the model fails', async () => {
    await index();
    reply = () => ({ kind: 'status', status: 500, message: KEY });
    const { status, out } = await run('reindex', '--enrich');
    expect([status, out]).toEqual([0, expect.stringMatching(/live after .*\n(.*\n)*note: enrich: /u)]);
    expect(out).not.toContain(KEY);
  });
});
