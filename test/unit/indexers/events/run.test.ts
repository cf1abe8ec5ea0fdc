import { beforeEach, describe, expect, it } from 'vitest';
import type { EventImportOptions } from '#indexers/events/report';
import { importEvents } from '#indexers/events/run';
import type { EventLog } from '#src/ports/events';
import { all } from '#test/contract/state-events';
import { createMemoryFiles } from '#test/support/memory-files';
import { memoryShoppers } from '#test/support/memory-shoppers';

const NOW = Date.UTC(2026, 0, 1);
let logs: ReturnType<typeof memoryShoppers>;
beforeEach(() => {
  logs = memoryShoppers(() => {}, { onEvents: () => {}, onModel: () => {} });
});

const options: EventImportOptions = {
  catalog: 'shop',
  sources: ['events.csv'],
  cwd: '/',
  format: 'auto',
  map: {},
  set: {},
  check: false,
  onError: 'skip',
};
const records = {
  get: async (_: string, ids: readonly string[]) =>
    ids.map((id) => (id.startsWith('known') ? ({ deleted: false } as never) : undefined)),
};
const run = (files: Record<string, string | Buffer>, more: Partial<EventImportOptions> = {}, events = logs.events) => {
  const contents = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]));
  const deps = { ...logs, events, records, files: createMemoryFiles(contents), now: () => NOW };
  return importEvents(deps, { ...options, sources: Object.keys(files), ...more });
};
const csv = (...rows: string[]) => ['user,item,type,at', ...rows, ''].join('\n');
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `u${index % 10},known${index % 7},view,2024-05-0${1 + (index % 9)}`);

describe('importing events', () => {
  it('adds them, and the same file again adds nothing', async () => {
    const file = csv('ann,known1,view,2024-05-01', 'bob,other,purchase,2024-05-02', 'ann,known1,view,2024-05-01');
    expect(await run({ 'events.csv': file })).toMatchObject({
      read: 3,
      added: 3,
      known: 0,
      skipped: [],
      unknownItems: 1,
      newUsers: 2,
    });
    expect(await run({ 'events.csv': file })).toMatchObject({ read: 3, added: 0, known: 3, newUsers: 0 });
    expect(await all(logs.events.read('shop'))).toHaveLength(3);
  });

  it('goes on where a broken half does not matter, and says what is wrong with it', async () => {
    const faults = ['a,b,view,someday', 'a,,view,2024-05-01'];
    const broken = lines(1_500).map((line, index) => (index % 2 === 0 ? line : faults[(index >> 1) % 2]!));
    const report = await run({ 'events.csv': csv(...broken) });
    expect(report).toMatchObject({ read: 1_500, added: 750, known: 0 });
    expect(report.skipped.map(({ reason, count }) => [reason, count])).toEqual([
      ['at is not a time', 375],
      ['item is missing', 375],
    ]);
    expect(report.skipped[0]!.examples[0]).toBe('events.csv line 3: "someday"');
  });

  it('stops at the first bad row when asked to, the rows before it are added', async () => {
    const file = csv('ann,a,view,2024-05-01', 'ann,b,looked,2024-05-01', 'ann,c,view,2024-05-01');
    await expect(run({ 'events.csv': file }, { onError: 'stop', check: true })).rejects.toThrow(
      /events\.csv line 3: type is unknown.* Nothing is written;/u,
    );
    expect(await all(logs.events.read('shop'))).toEqual([]);
    await expect(run({ 'events.csv': file }, { onError: 'stop' })).rejects.toThrow(
      /events\.csv line 3: type is unknown.* The rows before it are added;/u,
    );
    expect((await all(logs.events.read('shop'))).map(({ item }) => item)).toEqual(['a']);
  });

  it('takes a part by time, both ends included', async () => {
    const file = csv(...[1, 2, 3, 4].map((day) => `ann,a,view,2024-05-0${day}`));
    const range = { since: Date.UTC(2024, 4, 2), until: Date.UTC(2024, 4, 3) };
    expect(await run({ 'events.csv': file }, range)).toMatchObject({ read: 4, added: 2, outside: 2 });
    expect(await logs.events.counts('shop')).toMatchObject({ oldest: range.since, newest: range.until });
  });

  it('writes nothing with check, and shows the first events', async () => {
    const report = await run({ 'events.csv': csv(...lines(5)) }, { check: true });
    expect(report).toMatchObject({ read: 5, added: 5, newUsers: 5 });
    expect(report.samples).toHaveLength(3);
    expect(report.samples![0]).toMatchObject({ user: 'u0', at: '2024-05-01T00:00:00.000Z' });
    expect(await all(logs.events.read('shop'))).toEqual([]);
  });

  it('reads several files of several formats', async () => {
    const jsonl =
      '{"user":7,"item":"a","type":"rating","value":4.5,"at":1714551630,"queryId":"q","position":2}\n{broken\n';
    const report = await run({ 'a.csv': csv('ann,a,view,2024-05-01'), 'b.jsonl': jsonl });
    expect(report).toMatchObject({ read: 3, added: 2 });
    expect((await logs.events.newest('shop', { user: '7' }, { limit: 1 }))[0]).toMatchObject({
      value: 4.5,
      queryId: 'q',
      position: 2,
    });
  });

  it.each(['before', 'after'])('loses and doubles nothing when the log fails %s writing, wherever', async (when) => {
    const file = { 'events.csv': csv(...lines(2_500)) };
    for (let call = 1; call <= 3; call++) {
      logs = memoryShoppers(() => {}, { onEvents: () => {}, onModel: () => {} });
      let calls = 0;
      const add: EventLog['add'] = async (...args) => {
        if (++calls === call && when === 'before') throw new Error('the disk is gone');
        const outcomes = await logs.events.add(...args);
        if (calls === call) throw new Error('the disk is gone');
        return outcomes;
      };
      await expect(run(file, {}, { ...logs.events, add })).rejects.toThrow('the disk is gone');
      const kept = (await logs.events.counts('shop')).events;
      expect(kept).toBe(Math.min(2_500, (when === 'before' ? call - 1 : call) * 1_000));
      expect(await run(file)).toMatchObject({ read: 2_500, known: kept, added: 2_500 - kept });
    }
  });

  it('stops when it is interrupted, and says so', async () => {
    const controller = new AbortController();
    const report = await run(
      { 'a.csv': csv(...lines(3_000)), 'b.csv': csv('ann,b,view,2024-05-01') },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    expect(report).toMatchObject({ interrupted: true, read: 1_000, added: 1_000 });
  });
});
