import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import type { TrainReport } from '#src/compose/training/train';
import type { SearchPage } from '#src/domain/hit';
import { createCommandLine } from '#test/support/command-line';
import { day, fickleEvents, tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const QUIET = ['--progress', 'none'];
const EVENTS = tasteEvents();
const boughtBy = (user: string) => EVENTS.filter((event) => event.user === user).map(({ item }) => item);
const ids = ({ hits }: Pick<ItemList | SearchPage, 'hits'>) => hits.map(({ id }) => id);
const colours = (list: readonly string[]) => list.map((id) => id.split('-')[0]);

async function openShop() {
  const cli = createCommandLine();
  writeRows(cli.folder, 'items.jsonl', tasteItems());
  await cli.run('index', 'items.jsonl', ...QUIET);
  const ask = async <Answer>(...argv: string[]): Promise<Answer> => {
    const { out, err } = await cli.run(...argv, '--json');
    if (out === '') throw new Error(err);
    return JSON.parse(out);
  };
  return { ...cli, ask };
}

describe('what shoppers do, on the command line', () => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  let report: TrainReport;
  beforeAll(async () => {
    shop = await openShop();
    writeRows(shop.folder, 'events.jsonl', EVENTS);
    await shop.run('events', 'events.jsonl', ...QUIET);
    report = await shop.ask('train', ...QUIET);
  });
  const list = (...argv: string[]) => shop.ask<ItemList>('recommend', ...argv);

  it('learns, is judged by the last events against popularity, and publishes', () => {
    expect(report).toMatchObject({ events: 560, users: 80, items: 48, pairs: 560, published: true, notices: [] });
    expect(report.boughtAgain).toBe(0);
    const { users, hits } = report.heldOut!;
    expect(users).toBe(80);
    for (const { model, popularity } of [hits.all, hits.new]) expect(model.mean).toBeGreaterThan(popularity.mean + 0.2);
  });

  it('keeps no shopper in the model, so that erasing one leaves nothing', () => {
    const folder = join(shop.folder, '.vitrine', 'trained');
    const published = readdirSync(folder).filter((name) => name.endsWith('.model'));
    expect(published).toHaveLength(1);
    const bytes = readFileSync(join(folder, published[0]!)).toString('latin1');
    expect([bytes.includes('red-mug-alba'), bytes.includes('red-0'), bytes.includes('blue-39')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('gives each shopper a list of their taste, new things by default, each with a reason', async () => {
    const [red, blue] = [await list('--user', 'red-0'), await list('--user', 'blue-0')];
    expect(new Set(colours(ids(red)))).toEqual(new Set(['red']));
    expect(new Set(colours(ids(blue)))).toEqual(new Set(['blue']));
    expect(ids(red).filter((id) => boughtBy('red-0').includes(id))).toEqual([]);
    for (const { reason } of red.hits) {
      expect(reason).toMatchObject({ kind: expect.stringMatching(/^(bought-together|like)$/u), event: 'purchase' });
      expect(boughtBy('red-0')).toContain('item' in reason! ? reason.item : undefined);
      expect(reason?.text).toMatch(/^(goes with|like) “\w+ (shirt|mug|lamp)”, which you bought$/u);
    }
  });

  it('leaves out what is owned, or puts it first', async () => {
    const owned = boughtBy('red-0');
    const boosted = await list('--user', 'red-0', '--owned', 'boost', '--limit', '7');
    expect(new Set(ids(boosted))).toEqual(new Set(owned));
    expect(boosted.hits.map(({ reason }) => reason?.text)).toEqual(owned.map(() => 'you bought it before'));
    const all = await list('--user', 'red-0', '--owned', 'exclude', '--limit', '1000');
    expect(ids(all).filter((id) => owned.includes(id))).toEqual([]);
    expect(ids(all).length).toBeGreaterThanOrEqual(24 - owned.length);
  });

  it('filters before it counts', async () => {
    const lamps = await list('--user', 'red-0', '--filter', 'category:lamp', '--limit', '4');
    expect(ids(lamps)).toHaveLength(4);
    for (const id of ids(lamps)) expect(id).toMatch(/^red-lamp-/u);
    expect(ids(await list('--user', 'red-0', '--filter', 'colour:blue', '--limit', '3'))).toHaveLength(3);
  });

  it('tells what was seen last, what is like it, what goes with an item, and what is wanted', async () => {
    expect(ids(await list('--user', 'red-0', '--list', 'recent'))).toEqual(boughtBy('red-0').reverse());
    const because = await list('--user', 'red-0', '--list', 'because-you-viewed');
    const last = boughtBy('red-0').at(-1)!;
    expect(because.hits.length).toBeGreaterThan(0);
    expect(ids(because)).not.toContain(last);
    for (const { reason } of because.hits)
      expect(reason).toMatchObject({ kind: 'like', item: last, event: 'purchase' });
    const alike = await shop.ask<ItemList>('similar', 'red-mug-alba', '--by', 'behaviour');
    expect(new Set(colours(ids(alike)))).toEqual(new Set(['red']));
    const both = await shop.ask<ItemList>('similar', 'red-mug-alba', '--by', 'both', '--explain');
    expect(new Set(both.hits.flatMap(({ why }) => why!.map(({ signal }) => signal)))).toContain('together');
  });

  it('knows a visit by its session, and needs nobody for what is everybody’s', async () => {
    writeRows(shop.folder, 'visit.jsonl', [
      { session: 'visit-1', item: 'blue-mug-kira', type: 'view', at: day(5) },
      { session: 'visit-1', item: 'blue-lamp-nova', type: 'purchase', at: day(5.1) },
    ]);
    await shop.run('events', 'visit.jsonl', ...QUIET);
    const visit = (...argv: string[]) => list('--session', 'visit-1', ...argv);
    expect(ids(await visit('--list', 'recent'))).toEqual(['blue-lamp-nova', 'blue-mug-kira']);
    expect(new Set(colours(ids(await visit())))).toEqual(new Set(['blue']));
    const all = ids(await visit('--limit', '100'));
    expect(all).toContain('blue-mug-kira');
    expect(all).not.toContain('blue-lamp-nova');
    expect(ids(await visit('--limit', '100', '--seen', 'exclude'))).not.toContain('blue-mug-kira');
    const together = await list('--list', 'bought-together', '--item', 'red-mug-alba', '--limit', '3');
    expect([together.about?.title, ...colours(ids(together))]).toEqual(['Alba mug', 'red', 'red', 'red']);
    expect((await list('--list', 'trending')).hits).toHaveLength(10);
  });

  it('says in plain words what it gives, with its reasons', async () => {
    const { status, out } = await shop.run('recommend', '--user', 'red-0', '--limit', '2', '--explain');
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}1\. \d\.\d{3} {2}\w+ \w+ .*\[red-/u);
    expect(out).toMatch(/^ {2}2\. /mu);
    expect(out).toContain(', which you bought');
    expect(out).toMatch(/^ +together +[\d.]+ → /mu);
  });

  it('writes the lists of many shoppers as a run', async () => {
    writeFileSync(join(shop.folder, 'users.txt'), 'red-0\nblue-3\n\nnobody\n');
    const done = await shop.ask('recommend', '--batch', 'users.txt', '--run', 'lists.run', '--limit', '5');
    expect(done).toMatchObject({ users: 3, empty: 0 });
    const rows = readFileSync(join(shop.folder, 'lists.run'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(rows).toHaveLength(15);
    expect(rows.slice(0, 5).map(([user, , , rank]) => `${user} ${rank}`)).toEqual(
      [1, 2, 3, 4, 5].map((rank) => `red-0 ${rank}`),
    );
    const single = ids(await list('--user', 'blue-3', '--limit', '5'));
    expect(rows.slice(5, 10).map(([, , id]) => id)).toEqual(single);
  });

  it('ranks searches by the taste of who asks', async () => {
    const ask = (...argv: string[]) => shop.ask<SearchPage>('search', 'shirt', ...argv);
    const [red, blue, nobody] = [await ask('--user', 'red-0'), await ask('--user', 'blue-0'), await ask()];
    expect(colours(ids(red)).slice(0, 8)).toEqual(Array(8).fill('red'));
    expect(colours(ids(blue)).slice(0, 8)).toEqual(Array(8).fill('blue'));
    expect(new Set(colours(ids(nobody)))).toEqual(new Set(['red', 'blue']));
  });

  it.each([
    [['recommend'], /--user ID or --session ID/u],
    [['recommend', '--batch', 'users.txt'], /--batch and --run go together/u],
    [['recommend', '--user', 'a', '--list', 'all'], /list must be one of for-you, recent, because-you-viewed/u],
    [['recommend', '--user', 'a', '--owned', 'maybe'], /owned must be one of/u],
    [['recommend', '--list', 'bought-together'], /item must name an item/u],
    [['recommend', '--user', 'a', '--limit', '-1'], /limit must be a whole number/u],
    [['train', '--model', 'oracle'], /oracle/u],
    [['train', '--as-of', 'once'], /--as-of/u],
  ])('refuses %j as wrong usage', async (argv, message) => {
    const { status, err } = await shop.run(...argv);
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('refuses items that are not there, and users files that are not', async () => {
    expect(await shop.run('similar', 'nothing', '--by', 'behaviour')).toMatchObject({
      status: 1,
      err: expect.stringContaining('"nothing"'),
    });
    expect((await shop.run('recommend', '--batch', 'missing.txt', '--run', 'x.run')).status).toBe(1);
  });

  it('learns from the events up to a moment', async () => {
    const early = await shop.ask<TrainReport>('train', '--as-of', day(3).slice(0, 10), '--model', 'item', '--yes');
    expect(early).toMatchObject({ events: 480, published: true });
    const never = await shop.run('train', '--as-of', '2001-01-01', ...QUIET);
    expect(never).toMatchObject({ status: 1, err: expect.stringContaining('to learn from until 2001-01-01T23:59') });
  });
});

describe('events that say little', () => {
  it('says what to do where there is no catalog, no event, and nothing learned', async () => {
    const shop = await openShop();
    const none = await shop.run('train', ...QUIET);
    expect(none).toMatchObject({ status: 1, out: '', err: expect.stringContaining('has no events to learn from') });
    const list = await shop.ask<ItemList>('recommend', '--user', 'red-0');
    expect(list).toMatchObject({ hits: [], notices: [expect.stringContaining('vitrine train')] });
    const empty = await createCommandLine().run('train', ...QUIET);
    expect(empty).toMatchObject({ status: 1, err: expect.stringContaining('vitrine index FILE') });
  });

  it('learns also when all happened on one day, without being judged', async () => {
    const shop = await openShop();
    writeRows(
      shop.folder,
      'events.jsonl',
      tasteEvents(() => day(0)),
    );
    await shop.run('events', 'events.jsonl', ...QUIET);
    const { published, heldOut, notices } = await shop.ask<TrainReport>('train', ...QUIET);
    expect([published, heldOut, notices]).toEqual([true, null, [expect.stringContaining('was not judged')]]);
    const { hits } = await shop.ask<ItemList>('recommend', '--user', 'red-0');
    expect(new Set(colours(hits.map(({ id }) => id)))).toEqual(new Set(['red']));
    for (const { score } of hits) expect(score).toBeGreaterThan(0);
  });

  it('publishes what does not beat popularity only when told to', async () => {
    const shop = await openShop();
    writeRows(shop.folder, 'events.jsonl', fickleEvents());
    await shop.run('events', 'events.jsonl', ...QUIET);
    const { status, out } = await shop.run('train', ...QUIET);
    expect([status, out]).toEqual([1, expect.stringContaining('does not beat popularity on held-out events')]);
    expect(out).toMatch(/^not published$/mu);
    expect((await shop.ask<ItemList>('recommend', '--user', 'fickle-0')).hits).toEqual([]);
    const told = await shop.run('train', '--yes', ...QUIET);
    expect([told.status, told.out]).toEqual([0, expect.stringMatching(/^published as \d{14}-/mu)]);
    expect((await shop.ask<ItemList>('recommend', '--user', 'fickle-0')).hits).not.toEqual([]);
  });
});
