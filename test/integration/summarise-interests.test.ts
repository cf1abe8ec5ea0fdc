import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ShopperProfile } from '#src/compose/shopper-profile';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { type ModelServer, startModelServer } from '#test/support/model-server';
import { tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const SUMMARY = {
  sentence: 'Likes red things.',
  expansions: [
    { query: 'mug', means: ['red mug', 'mug', 'red mug'] },
    { query: 'shirt', means: [] },
    { query: 'lamp', means: 'red' },
  ],
};
const QUIET = ['--progress', 'none'];
const env: Record<string, string> = { OPENAI_API_KEY: 'sk-secret', VITRINE_LLM_MODEL: 'stand-in' };
let server: ModelServer;
let reply: string;
let shop: CommandLine;
const profile = (...argv: string[]) => shop.run('users', 'profile', ...argv);
const asJson = async (...argv: string[]): Promise<ShopperProfile> => JSON.parse((await profile(...argv, '--json')).out);

beforeAll(async () => {
  server = await startModelServer(() => ({ kind: 'answer', content: reply }));
  env.OPENAI_BASE_URL = server.url;
  shop = createCommandLine(env);
  writeRows(shop.folder, 'items.jsonl', tasteItems());
  writeRows(shop.folder, 'events.jsonl', tasteEvents());
  await shop.run('index', 'items.jsonl', ...QUIET);
  await shop.run('events', 'events.jsonl', ...QUIET);
});
afterAll(async () => {
  await server.close();
  rmSync(shop.folder, { recursive: true });
});

it('asks for a summary only when told to, once for each taste, and says nothing of who it is', async () => {
  reply = `Here it is: ${JSON.stringify(SUMMARY)}`;
  expect(await asJson('red-0')).not.toHaveProperty('summary');
  expect(server.asked).toHaveLength(0);
  const { sentence, summary } = await asJson('red-0', '--summarise');
  expect(sentence).toMatch(/^Likes .*red/u);
  expect(summary).toEqual({ sentence: 'Likes red things.', expansions: [{ query: 'mug', means: ['red mug'] }] });
  expect(server.asked).toHaveLength(1);
  const [{ body }] = server.asked as [ModelServer['asked'][number]];
  const said = JSON.stringify(body.messages);
  expect(said).toMatch(/kinds: .*colours: red 0\.\d\d.*prices: 10 to 10/u);
  expect(said).not.toMatch(/red-0|red-mug|purchase\b.*2024/u);
  const shown = await profile('red-0', '--summarise');
  expect(shown.out).toMatch(/^Likes red things\.\n {2}types: /u);
  expect(shown.out).toContain('  "mug" may mean: red mug\n');
  expect(server.asked).toHaveLength(1);
});

it('asks nothing of a shopper who is not known', async () => {
  const before = server.asked.length;
  expect(await asJson('nobody', '--summarise')).toMatchObject({ events: 0, summary: null });
  expect(server.asked).toHaveLength(before);
});

it('keeps nothing of an answer that is none, and asks again', async () => {
  reply = '{"sentence": ""}';
  const { status, err } = await profile('blue-0', '--summarise');
  expect([status, err]).toEqual([1, expect.stringContaining('gave no summary of the form')]);
  reply = JSON.stringify({ sentence: 'Likes blue things.', expansions: [] });
  expect((await asJson('blue-0', '--summarise')).summary).toEqual({ sentence: 'Likes blue things.', expansions: [] });
});

it('needs a language model', async () => {
  delete env.VITRINE_LLM_MODEL;
  const { status, err } = await profile('red-0', '--summarise');
  expect([status, err]).toEqual([1, expect.stringContaining('VITRINE_LLM_MODEL')]);
  expect((await profile('red-0')).status).toBe(0);
});
