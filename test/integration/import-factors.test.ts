import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import type { TrainReport } from '#src/compose/training/train';
import type { CatalogStatus } from '#src/compose/vitrine';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { type FactorRow, factorTable, writeSparkFolder } from '#test/support/spark-factors';
import { tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const QUIET = ['--progress', 'none'];
/** As a job would find them: red things in one direction, blue ones in another. */
const ITEMS: FactorRow[] = tasteItems().map(({ id, colour }) => [id, colour === 'red' ? [1, 0.05, 0] : [0, 0.05, 1]]);
const USERS: FactorRow[] = [
  ['red-0', [1, 0, 0]],
  ['nobody', [0, 0, 1]],
];

let shop: CommandLine;
const json = async <Answer>(...argv: string[]): Promise<Answer> => {
  const { out, err } = await shop.run(...argv, '--json');
  if (out === '') throw new Error(err);
  return JSON.parse(out);
};
const liveVersion = async () => (await json<{ catalogs: CatalogStatus[] }>('status')).catalogs[0]!.model?.version;

beforeEach(async () => {
  shop = createCommandLine();
  writeRows(shop.folder, 'items.jsonl', tasteItems());
  await shop.run('index', 'items.jsonl', ...QUIET);
  writeSparkFolder(join(shop.folder, 'model', 'itemFactors'), [...ITEMS, ['withdrawn', [0, 1, 0]]]);
  writeSparkFolder(join(shop.folder, 'model', 'userFactors'), USERS);
});

const addEvents = async () => {
  writeRows(shop.folder, 'events.jsonl', tasteEvents());
  await shop.run('events', 'events.jsonl', ...QUIET);
};
const IMPORT = ['train', '--model', 'popularity', '--import', 'items=model/itemFactors', ...QUIET];

describe('factors trained elsewhere, on the command line', () => {
  it('are judged, published in one step, used at once, and rolled back', async () => {
    await addEvents();
    const own = await json<TrainReport>('train', ...QUIET);
    const report = await json<TrainReport>(...IMPORT, '--import', 'users=model/userFactors');
    expect(report).toMatchObject({
      published: true,
      imported: { factors: 3, items: 49, users: 2, unknownItems: 1, unknownUsers: 1, itemsWithout: 0 },
      notices: [expect.stringContaining('may have seen'), expect.stringContaining('λ 1 and α 100')],
    });
    expect(report.heldOut!.hits.all.model.mean).toBeGreaterThan(report.heldOut!.hits.all.popularity.mean);
    expect(await liveVersion()).toBe(report.version);
    const list = await json<ItemList>('recommend', '--user', 'red-0', '--explain', '--limit', '10');
    for (const { id, why } of list.hits) {
      expect(id).toMatch(/^red-/u);
      expect(why!.map(({ signal }) => signal)).toContain('affinity');
    }
    expect(await json('train', '--rollback')).toEqual({ live: own.version, previous: report.version });
    await shop.run('train', '--rollback');
    const refreshed = await json<TrainReport>('train', '--refresh', ...QUIET);
    expect(refreshed.refreshed).toBe(report.version);
    const again = await json<ItemList>('recommend', '--user', 'red-0', '--explain', '--limit', '10');
    for (const { why } of again.hits) expect(why!.map(({ signal }) => signal)).toContain('affinity');
    expect(await json('train', '--rollback')).toEqual({ live: report.version, previous: refreshed.version });
    expect(await liveVersion()).toBe(report.version);
    const said = await shop.run('train', '--rollback');
    expect(said).toMatchObject({
      status: 0,
      out: expect.stringContaining(`live again: the model ${refreshed.version}`),
    });
  });

  it('serve a shop that has no events yet, from the first click on, new items too', async () => {
    const missing = ['red-mug-alba', 'blue-mug-iris'];
    const some = ITEMS.filter(([id]) => !missing.includes(id));
    writeFileSync(join(shop.folder, 'some.parquet'), factorTable(some));
    const { status, out } = await shop.run(
      ...['train', '--import', 'items=some.parquet', '--regularisation', '0.1', '--confidence', '40', ...QUIET],
    );
    expect([status, out]).toEqual([0, expect.stringContaining('imported: 3 factors of 46 items and 0 users')]);
    expect(out).toContain('2 items of the catalog have none');
    expect(out).not.toContain('λ');
    writeRows(shop.folder, 'click.jsonl', [
      { session: 'visit', item: 'blue-lamp-juno', type: 'click', at: '2024-05-01T10:00:00Z' },
    ]);
    await shop.run('events', 'click.jsonl', ...QUIET);
    const { hits } = await json<ItemList>('recommend', '--session', 'visit', '--explain', '--limit', '40');
    const affinity = new Map(
      hits.flatMap(({ id, why }) => why!.flatMap((one) => (one.signal === 'affinity' ? [[id, one.raw]] : []))),
    );
    expect(affinity.get('blue-mug-iris')).toBeGreaterThan(affinity.get('red-lamp-alba') ?? 0);
    expect(affinity.get('blue-mug-iris')).toBeGreaterThan(affinity.get('red-mug-alba') ?? 0);
  });

  it.each<[string, FactorRow[], RegExp]>([
    [
      'a number that is none',
      [ITEMS[0]!, ['red-mug-alba', [0, Number.NaN, 1]]],
      /line 2: vector is no list of finite/u,
    ],
    ['a missing number', [['red-mug-alba', [0, null, 1]]], /line 1: vector is no list of finite/u],
    ['another length', [ITEMS[0]!, ['red-mug-alba', [0, 1]]], /line 2: vector has 2 numbers and those before it 3/u],
    ['other items', [['17', [0, 1]]], /None of the 1 items with factors \(17, …\) is in the catalog/u],
  ])('are refused with %s, and what served before serves', async (_, rows, message) => {
    await addEvents();
    const { version } = await json<TrainReport>('train', ...QUIET);
    writeFileSync(join(shop.folder, 'bad.parquet'), factorTable(rows));
    const { status, err } = await shop.run('train', '--import', 'items=bad.parquet', ...QUIET);
    expect([status, err]).toEqual([1, expect.stringMatching(message)]);
    expect(await liveVersion()).toBe(version);
  });

  it.each([
    [['train', '--map', 'id=x'], /say more of --import/u],
    [['train', '--import', 'items=model/itemFactors', '--confidence', '-1'], /--confidence -1/u],
    [['train', '--import', 'items=model/itemFactors', '--map', 'title=x'], /--map title/u],
    [['train', '--rollback', '--import', 'x'], /--rollback goes back/u],
  ])('refuse %j as wrong usage', async (argv, message) => {
    const { status, err } = await shop.run(...argv);
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('have nothing to go back to at first', async () => {
    const { status, err } = await shop.run('train', '--rollback');
    expect([status, err]).toEqual([1, expect.stringContaining('no model')]);
  });
});
