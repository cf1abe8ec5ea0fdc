import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createWorld,
  documentsOf,
  type IndexWorld,
  index,
  type WorldPorts,
  withWriter,
} from '#test/support/index-world';

/** Rows of few items in few forms, so that forms come back; `deleted` says that the item is gone. */
const plain = fc.record({ id: fc.constantFrom('a', 'a', 'b'), title: fc.constantFrom('Red lamp', 'Blue lamp') });
const odd = fc.record(
  {
    id: fc.constantFrom('a', 'b'),
    title: fc.constant('Red lamp'),
    price: fc.constantFrom(1, 'dear'),
    rating: fc.constant('not rated'),
    deleted: fc.constant(true),
    expiresAt: fc.constantFrom('2999-01-01', '2001-01-01'),
  },
  { requiredKeys: ['id', 'title'] },
);
const row = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: odd });
/** More rows than are read at a time, so that rows of one item are looked up before others of it are written. */
const between = fc.constantFrom(0, 0, 0, 600);
const day = fc.record({
  rows: fc.array(fc.tuple(row, between), { maxLength: 6 }),
  prune: fc.boolean(),
  set: fc.constantFrom({}, {}, { brand: 'Own' }),
  /** Somebody changes or deletes an item by another way. */
  meanwhile: fc.constantFrom('nothing', 'nothing', 'change', 'delete'),
});
type Day = typeof day extends fc.Arbitrary<infer Value> ? Value : never;

it('gives what reading every row would give', { timeout: 120_000 }, async () => {
  const days = fc.array(day, { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(days, async (shop) => {
      const [quick, naive] = [await createWorld(), await createWorld()];
      for (const each of shop) expect(await live(quick, each)).toEqual(await live(naive, each, readEveryRow));
      expect(documentsOf(quick)).toEqual(documentsOf(naive));
    }),
    { numRuns: 40 },
  );
});

it('reads rows again that leave something out, or that come long after one that deletes their item', async () => {
  const world = await createWorld();
  const lamp = { id: 'a', title: 'Red lamp' };
  const feed = (rows: readonly object[]) =>
    world.files.content.set('/shop/f.jsonl', Buffer.from(rows.map((one) => JSON.stringify(one)).join('\n')));
  feed([lamp, { id: 'b', title: 'Blue lamp', rating: 'not rated' }]);
  for (const outcome of [{ indexed: 2 }, { unchanged: 2 }]) {
    const report = await index(world, { sources: ['f.jsonl'] });
    expect(report).toMatchObject({ ...outcome, incomplete: [{ reason: 'rating is not a number', count: 1 }] });
  }
  const filler = Array.from({ length: 600 }, (_, n) => ({ id: `filler ${n}`, title: 'Filler' }));
  feed([{ id: 'a', deleted: true }, ...filler, lamp]);
  await index(world, { sources: ['f.jsonl'] });
  expect([...documentsOf(world).keys()]).toContain('a');
});

async function live(
  world: IndexWorld,
  { rows, prune, set, meanwhile }: Day,
  disturb?: (ports: WorldPorts) => WorldPorts,
) {
  const filler = (count: number) => Array.from({ length: count }, () => ({ id: 'filler', title: 'Filler' }));
  const all = [{ id: 'kept', title: 'Kept' }, ...rows.flatMap(([one, count]) => [one, ...filler(count)])];
  world.files.content.set('/shop/f.jsonl', Buffer.from(all.map((one) => JSON.stringify(one)).join('\n')));
  const {
    seconds,
    itemsPerSecond,
    phases,
    indexed,
    unchanged,
    repeatedIds = [],
    ...report
  } = await index(world, { sources: ['f.jsonl'], prune, yes: true, set }, disturb);
  await withWriter(world, async (writer) => {
    const item = { id: 'a', title: 'By another way', kind: 'product', attributes: {} };
    if (meanwhile === 'change') await writer.putNow([{ item, pictures: [], hash: 'by another way' }]);
    if (meanwhile === 'delete') await writer.deleteNow(['a']);
  });
  // Of an item with several rows, its first in a batch may count as either.
  return { ...report, items: indexed + unchanged, repeatedIds: repeatedIds.toSorted() };
}

function readEveryRow(ports: WorldPorts): WorldPorts {
  const { state } = ports;
  const records = {
    ...state.records,
    idsOfRows: async (_: string, rows: readonly string[]) => rows.map(() => undefined),
  };
  return { ...ports, state: { ...state, records } };
}
