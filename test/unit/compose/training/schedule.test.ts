import { beforeEach, describe, expect, it } from 'vitest';
import { CF_MODEL } from '#src/compose/training/published';
import { createSchedule, type ScheduleOptions } from '#src/compose/training/schedule';
import type { TrainReport } from '#src/compose/training/train';
import { createMemoryState } from '#test/support/memory-state';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1);

let state: ReturnType<typeof createMemoryState>;
let now = START;
let ran: string[];
/** What the next training does; by default it publishes. */
let next: 'publish' | 'refuse' | Error;

async function event(catalog: string, id: string): Promise<void> {
  await state.events.add(catalog, [{ id, user: 'ann', item: 'a', type: 'view', at: START }]);
}

async function run(catalog: string, due: 'train' | 'refresh'): Promise<TrainReport> {
  ran.push(`${due} ${catalog} at ${(now - START) / HOUR}`);
  const what = next;
  next = 'publish';
  if (what instanceof Error) throw what;
  const live = await state.models.live(catalog, CF_MODEL);
  const createdAt = new Date(now).toISOString();
  const trainedAt = due === 'train' ? createdAt : live!.about.trainedAt;
  const about = { trainedAt, eventsVersion: await state.events.version(catalog) };
  const version = `v${ran.length}`;
  if (what === 'publish')
    await state.models.publish(catalog, CF_MODEL, { version, createdAt, about, data: new Uint8Array(1) });
  return { catalog, version, published: what === 'publish' } as TrainReport;
}

/** Looks every half hour for a day; `at` is told the hour before each look. */
async function day(options: Partial<ScheduleOptions>, at: (hour: number) => Promise<void> | void = () => {}) {
  const trainWhenDue = createSchedule(
    { state, run, now: () => now },
    { trainEveryMs: undefined, refreshEveryMs: undefined, ...options },
  );
  const outcomes: unknown[] = [];
  for (let hour = 0; hour <= 24; hour += 0.5) {
    now = START + hour * HOUR;
    await at(hour);
    await trainWhenDue(new AbortController().signal, ({ outcome }) => outcomes.push(outcome));
  }
  return outcomes;
}

beforeEach(async () => {
  state = createMemoryState();
  ran = [];
  next = 'publish';
  for (const catalog of ['shop', 'empty']) {
    const manifest = { id: 'g', catalog } as Parameters<typeof state.generations.register>[0];
    await state.generations.register(manifest);
    await state.generations.switchTo(catalog, 'g');
  }
  await event('shop', 'first');
});

describe('trainings by the clock', () => {
  it('come as often as they may while there are new events, and catalogs without events are passed over', async () => {
    await day({ trainEveryMs: 12 * HOUR }, (hour) => event('shop', `e${hour}`));
    expect(ran).toEqual(['train shop at 0', 'train shop at 12', 'train shop at 24']);
  });

  it('do not come when nothing has happened since', async () => {
    await day({ trainEveryMs: HOUR }, (hour) => (hour === 7 ? event('shop', 'late') : undefined));
    expect(ran).toEqual(['train shop at 0', 'train shop at 7']);
  });

  it('leave the time between them to refreshes', async () => {
    await day({ trainEveryMs: 12 * HOUR, refreshEveryMs: 5 * HOUR }, (hour) => event('shop', `e${hour}`));
    expect(ran).toEqual([
      'train shop at 0',
      'refresh shop at 5',
      'refresh shop at 10',
      'train shop at 12',
      'refresh shop at 17',
      'refresh shop at 22',
      'train shop at 24',
    ]);
  });

  it('never refresh what was not trained, and do nothing unless they are asked for', async () => {
    await day({ refreshEveryMs: HOUR });
    await day({});
    expect(ran).toEqual([]);
  });

  it.each([['refuse' as const], [new Error('no space')]])('wait as long after one that ended with %s', async (end) => {
    next = end;
    const outcomes = await day({ trainEveryMs: 10 * HOUR });
    expect(ran).toEqual(['train shop at 0', 'train shop at 10']);
    expect(outcomes).toEqual([
      end === 'refuse' ? expect.objectContaining({ published: false }) : end,
      expect.anything(),
    ]);
  });

  it('leave a catalog to another process that is at it', async () => {
    const lease = await state.leases.tryHold('scheduled training shop');
    await day({ trainEveryMs: HOUR }, (hour) => (hour === 3 ? lease?.release() : undefined));
    expect(ran).toEqual(['train shop at 3']);
  });

  it('say nothing when they were interrupted', async () => {
    const stopped = new AbortController();
    const trainWhenDue = createSchedule(
      {
        state,
        run: async () => {
          stopped.abort();
          throw new Error('interrupted');
        },
        now: () => now,
      },
      { trainEveryMs: HOUR, refreshEveryMs: undefined },
    );
    const told: unknown[] = [];
    await trainWhenDue(stopped.signal, (done) => told.push(done));
    expect([stopped.signal.aborted, told]).toEqual([true, []]);
  });
});
