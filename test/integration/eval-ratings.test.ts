import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCommandLine } from '#test/support/command-line';

const SIZE = 14;
const ROWS = Array.from({ length: SIZE * SIZE }, (_, at) => {
  const [user, item] = [Math.floor(at / SIZE), at % SIZE];
  return [`u${user}`, `i${item}`, (user + item) % 2 === 0 ? 5 : 2] as const;
}).filter((_, at) => at % 3 !== 0);
const text = (rows: readonly (readonly unknown[])[]) =>
  `user_id\titem_id\trating\n${rows.map((row) => row.join('\t')).join('\n')}\n`;

describe('vitrine eval ratings', () => {
  const cli = createCommandLine();
  beforeAll(() => {
    const write = (name: string, content: string) => writeFileSync(join(cli.folder, name), content);
    write('good.tsv', text(ROWS));
    write('half.tsv', text(ROWS.flatMap((row, n) => [row, [row[0], row[1], n % 2 === 0 ? 'NaN' : 11]])));
    write('repeats.tsv', text([...ROWS.map(([user, item]) => [user, item, 3]), ...ROWS]));
    write('wide.tsv', text(ROWS.map(([user, item, value]) => [user, item, value * 20])));
    write('one-user.tsv', text(ROWS.map(([, item], n) => ['u', `${item}${n}`, 3])));
    write('one-item.tsv', text(ROWS.map(([user], n) => [`${user}${n}`, 'i', 3])));
    write('few.tsv', text(ROWS.slice(0, 3)));
    write('none.tsv', 'user_id\titem_id\trating\n');
    write(
      'items.tsv',
      `item_id\tkind\n${Array.from({ length: SIZE }, (_, n) => `i${n}\t${n % 2 ? 'odd' : 'even'}`).join('\n')}\n`,
    );
    write('strange-items.tsv', 'item_id\tkind\nx\teven\ny\todd\n');
  });
  const json = async (...argv: string[]) => JSON.parse((await cli.run('eval', 'ratings', ...argv, '--json')).out);

  it('evaluates every model, reports and needs no data folder', async () => {
    const { status, out } = await cli.run(
      'eval',
      'ratings',
      'good.tsv',
      '--items',
      'items.tsv',
      '--report',
      'report.md',
    );
    expect(status).toBe(0);
    for (const name of ['global-mean', 'plain', 'users', 'items', 'content', 'blend'])
      expect(out).toMatch(new RegExp(`^${name} `, 'mu'));
    expect(out).toContain('without');
    expect(readFileSync(join(cli.folder, 'report.md'), 'utf8')).toContain('| blend |');
    await cli.run('eval', 'ratings', 'good.tsv', '--model', 'biases', '--report', 'report.html');
    expect(readFileSync(join(cli.folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/u);
  });

  it('prints one JSON document, and knows models, folds and seed by their flags', async () => {
    const answer = await json('good.tsv', '--model', 'items,biases', '--model', 'users', '--folds', '3', '--seed', '7');
    expect(answer).toMatchObject({
      ratings: ROWS.length,
      users: SIZE,
      items: SIZE,
      seed: 7,
      source: { read: ROWS.length },
    });
    expect(answer.models.map(({ model }: { model: string }) => model)).toEqual(['biases', 'users', 'items']);
    expect(answer.foldSizes).toHaveLength(3);
    expect(answer.models[1].rmse.mean).toBeLessThan(answer.models[0].rmse.mean);
  });

  it('skips broken rows and says how many, and gives the figures of the good ones', async () => {
    const [good, half] = [await json('good.tsv', '--model', 'users'), await json('half.tsv', '--model', 'users')];
    expect(half.models[0].rmse).toEqual(good.models[0].rmse);
    expect(half.source).toMatchObject({ read: ROWS.length * 2, used: ROWS.length });
    const { status, out } = await cli.run('eval', 'ratings', 'half.tsv', '--model', 'biases');
    expect(status).toBe(0);
    expect(out).toMatch(/note: \d+ of \d+ rows skipped: the rating is outside 1\.\.5 \(half\.tsv line \d+: "11"/u);
  });

  it('lets the last of repeated ratings count', async () => {
    const [good, repeats] = [await json('good.tsv', '--model', 'users'), await json('repeats.tsv', '--model', 'users')];
    expect(repeats.source.repeats).toBe(ROWS.length);
    expect(repeats.models[0].rmse.mean).toBeCloseTo(good.models[0].rmse.mean, 9);
  });

  it('takes another scale', async () => {
    expect(await json('wide.tsv', '--model', 'biases', '--scale', '1..100')).toMatchObject({
      scale: { min: 1, max: 100 },
    });
  });

  it('shows the figures also when the report cannot be written', async () => {
    const ran = await cli.run('eval', 'ratings', 'good.tsv', '--model', 'biases', '--report', 'nowhere/report.md');
    expect(ran).toMatchObject({ status: 2, out: expect.stringContaining('biases') });
    expect(ran.err).toMatch(/cannot be written to nowhere\/report\.md/u);
  });

  it.each([
    [['wide.tsv'], 1, /outside 1\.\.5.*--scale/u],
    [['one-user.tsv'], 1, /same user/u],
    [['one-item.tsv'], 1, /same item/u],
    [['few.tsv'], 1, /same user|too few/u],
    [['none.tsv'], 1, /no rows/u],
    [['missing.tsv'], 1, /missing\.tsv/u],
    [['good.tsv', '--items', 'strange-items.tsv'], 1, /strange-items\.tsv says nothing/u],
    [['good.tsv', '--folds', '1'], 2, /--folds 1/u],
    [['good.tsv', '--folds', 'many'], 2, /--folds many/u],
    [['good.tsv', '--model', 'magic'], 2, /--model magic/u],
    [['good.tsv', '--scale', '5..1'], 2, /--scale 5\.\.1/u],
    [['good.tsv', '--map', 'price=rating'], 2, /--map price/u],
    [[], 2, /source/u],
  ] as const)('%j ends with %i and one clear line', async (argv, status, message) => {
    const ran = await cli.run('eval', 'ratings', ...argv);
    expect(ran).toMatchObject({ status, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toMatch(/^\s+at /mu);
  });
});
