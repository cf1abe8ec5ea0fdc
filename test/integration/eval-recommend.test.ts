import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCommandLine } from '#test/support/command-line';
import { CATALOG, checkerboard, DAY, START } from '../unit/cf/shop.ts';

/** What everybody lacked of their kind is bought a week later; and once more a thing that was there before. */
const LATER = ['shoe', 'hat'].flatMap((kind) =>
  Array.from({ length: 12 }, (_, user) => [`${kind}-lover-${user}`, `${kind}-${user % 5}`] as const),
);
const ARGUMENTS = [
  'events.csv',
  '--map',
  'user=who',
  '--map',
  'item=what',
  '--set',
  'type=purchase',
  '--progress',
  'none',
];
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('eval recommend', () => {
  const cli = createCommandLine();
  beforeAll(() => {
    const rows = [
      ...checkerboard().map(({ user, item, at }) => [user, item, day(at)]),
      ...LATER.map(([user, item]) => [user, item, day(START + 7 * DAY)]),
      ['shoe-lover-0', 'shoe-1', day(START + 7 * DAY)],
      ['stranger', 'shoe-1', day(START + 7 * DAY)],
      ['somebody', '', day(START)],
    ];
    writeFileSync(join(cli.folder, 'events.csv'), ['who,what,date', ...rows].join('\n'));
    writeFileSync(
      join(cli.folder, 'items.csv'),
      ['code,name,category', ...CATALOG.map((id) => `${id},Nice ${id.split('-')[0]},${id.split('-')[0]}`)].join('\n'),
    );
  });
  const run = (...more: string[]) => cli.run('eval', 'recommend', ...ARGUMENTS, ...more);
  const until = ['--train-until', day(START + 3 * DAY)];
  const items = ['--items', 'items.csv', '--item-map', 'id=code', '--item-map', 'title=name'];

  it('learns from before, judges by after, and prints both protocols', async () => {
    const { status, out } = await run(...until, ...items, '--length', '3', '--json');
    expect(status).toBe(0);
    const { source, protocols } = JSON.parse(out);
    expect(source).toEqual({ read: 123, trainEvents: 96, testEvents: 26, pairs: 96 });
    expect(protocols.map((one: { protocol: string; users: number }) => [one.protocol, one.users])).toEqual([
      ['all', 24],
      ['new', 24],
    ]);
    const hits = Object.fromEntries(
      protocols[1].models.map((one: { model: string; hit: { mean: number } }) => [one.model, one.hit.mean]),
    );
    expect(hits['for-you']).toBe(1);
    expect(hits.popularity).toBeLessThan(1);
  });

  it('prints a table, counts bad rows, and writes report and run', async () => {
    const { out } = await run(
      ...until,
      ...items,
      ...['--model', 'item', '--length', '2', '--owned', 'exclude', '--report', 'report.md', '--run', 'item.run'],
    );
    expect(out).toMatch(/1 rows skipped: item is missing/u);
    expect(out).toMatch(/new: what a user owns leaves lists and targets \(24 users\)\nmodel +hit@2/u);
    expect(readFileSync(join(cli.folder, 'report.md'), 'utf8')).toMatch(/\| item \| 1\.000 \|/u);
    const lines = readFileSync(join(cli.folder, 'item.run'), 'utf8').trim().split('\n');
    expect(lines[0]).toMatch(/^\S+ Q0 \S+ 1 \d+ item$/u);
    expect(lines.some((line) => line.startsWith('shoe-lover-0 Q0 shoe-0 '))).toBe(true);
    expect(lines.some((line) => line.startsWith('shoe-lover-0 Q0 shoe-1 '))).toBe(false);
  });

  it('shows the figures also when a file cannot be written', async () => {
    for (const flag of ['--report', '--run']) {
      const ran = await run(...until, ...items, '--model', 'item', flag, 'nowhere/out');
      expect(ran).toMatchObject({ status: 2, out: expect.stringContaining('item') });
      expect(ran.err).toMatch(/cannot be written to nowhere\/out/u);
    }
  });

  it.each([
    [['--train-until', 'soon'], 2, /no time/u],
    [[...until, '--model', 'oracle'], 2, /--model oracle is unknown: use some of popularity/u],
    [[...until, '--test-from', day(START)], 2, /is in the training/u],
    [[...until, '--owned', 'maybe'], 2, /Allowed choices are include, exclude/u],
    [['--train-until', '1999-01-01'], 1, /--train-until lies before all of them/u],
    [['--train-until', '2020-12-31'], 1, /Nobody has events both/u],
  ])('refuses %j', async (flags, status, message) => {
    const answer = await run(...flags);
    expect(answer.status).toBe(status);
    expect(answer.err).toMatch(message);
  });
});
