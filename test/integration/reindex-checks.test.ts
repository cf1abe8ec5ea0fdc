import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LiveDeps } from '#indexers/live';
import { createRecord } from '#indexers/record';
import { buildGeneration } from '#indexers/reindex';
import { openWriter } from '#indexers/writer';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { checkSwitch } from '#src/compose/check-switch';
import type { OpenCatalog } from '#src/compose/open-catalog';
import { reindex } from '#src/compose/reindex';
import type { ReindexReport } from '#src/compose/reindexing';
import { createCommandLine } from '#test/support/command-line';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { createMemoryFiles } from '#test/support/memory-files';
import { openMemoryStore } from '#test/support/memory-generations';

const WORDS = ['red', 'green', 'blue', 'wool', 'linen', 'silk', 'long', 'short', 'warm', 'light'];
const titleOf = (n: number) => `${WORDS[n % 10]} ${WORDS[(n * 7 + 3) % 10]} thing ${n}`;

/** A catalog of a hundred items that is open, as compose opens it. */
async function openShop() {
  const state = await openSqliteState({ path: ':memory:' });
  const store = await openMemoryStore();
  const deps: LiveDeps = {
    catalog: 'shop',
    state,
    store,
    encoders: createFakeEncoders(),
    files: createMemoryFiles({}),
    now: Date.now,
  };
  const writer = await openWriter(deps);
  const items = Array.from({ length: 100 }, (_, n) => ({
    id: `n${n}`,
    title: titleOf(n),
    kind: 'product',
    attributes: {},
  }));
  await writer.putNow(items.map((item) => createRecord(item, [])));
  // Of the open catalog, reindexing uses these two.
  const open = { live: writer.live, replace: writer.replace } as OpenCatalog;
  return { deps, writer, open };
}

describe('the comparison before a change', () => {
  it('finds nothing against an index like the live one', async () => {
    const { deps, writer } = await openShop();
    const check = await checkSwitch(await buildGeneration(deps, {}), writer.live(), deps);
    expect(check).toMatchObject({ expected: 100, items: 100, empty: 0, doubts: [], live: { empty: 0, overlap: 1 } });
    expect(check.queries).toBeGreaterThan(30);
    await writer.close();
  });

  it('doubts one that lacks items', async () => {
    const { deps, writer } = await openShop();
    const next = await buildGeneration(deps, {});
    await next.generation.remove(Array.from({ length: 90 }, (_, n) => `n${n}`));
    const check = await checkSwitch(next, writer.live(), deps);
    expect(check.doubts).toEqual([
      'it holds 10 items instead of 100',
      expect.stringMatching(/^only \d+ % of the first hits are those of the live one$/u),
    ]);
    await writer.close();
  });

  it('keeps the live one when in doubt, and changes over when told to', async () => {
    const { deps, writer, open } = await openShop();
    // An unfinished index that is gone on with, and has lost items that its log says it has.
    const unfinished = await buildGeneration(deps, {});
    await unfinished.generation.remove(['n1', 'n2', 'n3', 'n4', 'n5']);
    await unfinished.generation.close();
    const run = (rest: object): Promise<ReindexReport> =>
      reindex({ catalog: 'shop', rollback: false, ...rest }, deps, async () => open);
    await expect(run({})).rejects.toMatchObject({
      code: 'switch_refused',
      message: expect.stringContaining('it holds 95 items instead of 100'),
    });
    expect(await run({ check: true })).toMatchObject({ switched: false, generation: 'g2', before: 'g1' });
    expect(writer.live()?.generation.manifest.id).toBe('g1');
    expect(await run({ yes: true })).toMatchObject({ switched: true, check: { doubts: [expect.anything()] } });
    expect(writer.live()?.generation.manifest.id).toBe('g2');
    await writer.close();
  });
});

describe('vitrine reindex SOURCE', () => {
  const shop = createCommandLine();
  afterAll(() => rmSync(shop.folder, { recursive: true }));
  const write = (numbers: readonly number[], price: number) =>
    writeFileSync(
      join(shop.folder, 'feed.jsonl'),
      numbers.map((n) => `${JSON.stringify({ id: `n${n}`, title: titleOf(n), price })}\n`).join(''),
    );
  const json = async (...argv: string[]) =>
    JSON.parse((await shop.run(...argv, '--json')).out) as Record<string, unknown>;

  it('builds from the source, changes over, and only then deletes what it does not hold', async () => {
    const twenty = Array.from({ length: 20 }, (_, n) => n);
    write(twenty, 5);
    await shop.run('index', 'feed.jsonl');
    write([...twenty.slice(2), 30], 6);
    expect(await json('reindex', 'feed.jsonl', '--check')).toMatchObject({
      switched: false,
      source: { indexed: 19 },
    });
    expect(await json('reindex', 'feed.jsonl')).toMatchObject({
      generation: 'g2',
      before: 'g1',
      switched: true,
      items: 19,
      source: { read: 19, indexed: 19, deleted: 2 },
      check: { doubts: [] },
    });
    expect(await json('search', '--filter', 'price:6')).toMatchObject({ total: { value: 19 } });
  });

  it('refuses a source that shrank to a tenth before anything changes', async () => {
    write([3], 7);
    const { status, err } = await shop.run('reindex', 'feed.jsonl');
    expect([status, err]).toEqual([1, expect.stringContaining("only 1 of the catalog's 19 items")]);
    expect(await json('status')).toMatchObject({ catalogs: [{ items: 19, generation: { id: 'g2' } }] });
    expect(await json('reindex', 'feed.jsonl', '--yes')).toMatchObject({ generation: 'g3', items: 1 });
    expect((await shop.run('reindex', 'feed.jsonl', '--rollback')).status).toBe(2);
  });
});
