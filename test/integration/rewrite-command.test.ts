import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCommandLine } from '#test/support/command-line';
import { type ModelServer, startModelServer } from '#test/support/model-server';

const ITEMS = [
  { id: '1', title: 'Acme Notebook Silver' },
  { id: '2', title: 'Laptop bag black' },
];
let server: ModelServer;
let status = 200;
const env: Record<string, string> = { OPENAI_API_KEY: 'sk-secret', VITRINE_LLM_MODEL: 'stand-in' };
const line = createCommandLine(env);
const file = (name: string, ...lines: string[]) => {
  writeFileSync(join(line.folder, name), lines.join('\n'));
  return name;
};

beforeAll(async () => {
  server = await startModelServer(() =>
    status === 200
      ? {
          kind: 'answer',
          content: '{"expansions": ["notebook"], "exclude_types": ["bag"], "product_types": ["notebook"]}',
        }
      : { kind: 'status', status, message: 'sk-secret' },
  );
  env.OPENAI_BASE_URL = server.url;
  await line.run('index', file('items.jsonl', ...ITEMS.map((item) => JSON.stringify(item))));
});
afterAll(async () => {
  await server.close();
  rmSync(line.folder, { recursive: true });
});

it('needs one of its two files', async () => {
  expect((await line.run('rewrite')).status).toBe(2);
  expect((await line.run('rewrite', '--import', 'a', '--queries', 'b')).status).toBe(2);
  expect(await line.run('rewrite', '--import', 'nothing.jsonl')).toMatchObject({ status: 1, out: '' });
});

it('says what answers for head queries cost before it asks, asks once for each, and goes on where it was ended', async () => {
  const queries = file('head.txt', 'laptop', '{"query": "LAPTOP"}', '{"text": "red bag", "qid": 1}');
  const estimate = await line.run('rewrite', '--queries', queries);
  expect(estimate.err).toMatch(/^2 queries, 0 answered already: 2 to ask, about \d+ tokens\nNothing was asked/u);
  expect(server.asked).toHaveLength(0);
  status = 401;
  const failed = await line.run('rewrite', '--queries', queries, '--yes');
  expect(failed).toMatchObject({ status: 1, out: expect.stringContaining('refused the key (OPENAI_API_KEY)') });
  expect(failed.out + failed.err).not.toContain('sk-');
  status = 200;
  const before = server.asked.length;
  const asked = await line.run('rewrite', '--queries', queries, '--yes', '--json');
  expect([asked.status, JSON.parse(asked.out)]).toEqual([
    0,
    expect.objectContaining({ toAsk: 2, answered: 2, failed: [] }),
  ]);
  expect(server.asked).toHaveLength(before + 2);
  expect((await line.run('rewrite', '--queries', queries, '--yes')).err).toContain('0 to ask');
  const page = JSON.parse((await line.run('search', 'laptop', '--rewrite', 'cache', '--json')).out);
  expect([page.query.source, page.hits[0].id]).toEqual(['cache', '1']);
});

it('imports answers and reports rows that are none', async () => {
  const answers = file('answers.jsonl', '{"query": "portable computer", "expansions": ["notebook"]}', 'no json');
  const { status: done, out } = await line.run('rewrite', '--import', answers, '--json');
  expect([done, JSON.parse(out)]).toEqual([
    0,
    { read: 2, imported: 1, skipped: [{ reason: 'not JSON', count: 1, examples: ['line 2'] }] },
  ]);
  const nowhere = await line.run('rewrite', '--import', answers, '--catalog', 'none');
  expect([nowhere.status, nowhere.err]).toEqual([1, expect.stringContaining('no catalog "none"')]);
  const page = JSON.parse((await line.run('search', 'Portable  Computer', '--rewrite', 'cache', '--json')).out);
  expect([page.query.source, page.hits[0].id]).toEqual(['cache', '1']);
});

it('says how to configure a model when there is none', async () => {
  delete env.VITRINE_LLM_MODEL;
  const { status: done, err } = await line.run('rewrite', '--queries', file('q.txt', 'lamp'));
  expect([done, err]).toEqual([1, expect.stringContaining('VITRINE_LLM_MODEL')]);
});
