import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import type { TrainReport } from '#src/compose/training/train';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { type CommandProcess, startCommand } from '#test/support/command-process';
import { day, tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const QUIET = ['--progress', 'none'];
const NEW_ITEM = { id: 'red-mug-new', title: 'Nuova mug', category: 'mug', price: 10, colour: 'red' };
/** Ten shoppers of red things buy the new one, after all that they bought before. */
const NEW_EVENTS = Array.from({ length: 10 }, (_, n) => ({
  user: `red-${n}`,
  item: NEW_ITEM.id,
  type: 'purchase',
  at: day(5),
}));

let shop: CommandLine;
let server: CommandProcess | undefined;
const json = async <Answer>(...argv: string[]): Promise<Answer> => {
  const { out, err } = await shop.run(...argv, '--json');
  if (out === '') throw new Error(err);
  return JSON.parse(out);
};

/** Serves the shop; answers its address once it has said all of `lines`. */
async function serve(...lines: string[]): Promise<string> {
  const waiting = new Set(['Serving on', ...lines]);
  let address = '';
  await new Promise<void>((resolve) => {
    const argv = ['serve', '--port', '0', '--data', join(shop.folder, '.vitrine')];
    server = startCommand(shop.folder, argv, (line) => {
      address = /Serving on (\S+)/u.exec(line)?.[1] ?? address;
      for (const wanted of waiting) if (line.includes(wanted)) waiting.delete(wanted);
      if (waiting.size === 0) resolve();
    });
  });
  return address;
}

beforeEach(async () => {
  shop = createCommandLine();
  writeRows(shop.folder, 'items.jsonl', tasteItems());
  writeRows(shop.folder, 'events.jsonl', tasteEvents());
  writeRows(shop.folder, 'new-items.jsonl', [NEW_ITEM]);
  writeRows(shop.folder, 'new-events.jsonl', NEW_EVENTS);
  await shop.run('index', 'items.jsonl', ...QUIET);
});
afterEach(async () => {
  server?.kill('SIGTERM');
  await server?.ended;
  server = undefined;
});

describe('a shop that is served all the while', () => {
  it('takes up what is trained, and what is refreshed after it', async () => {
    const address = await serve();
    const ask = async (path: string) => (await (await fetch(new URL(path, address))).json()) as ItemList;
    const ids = ({ hits }: ItemList) => hits.map(({ id }) => id);
    await shop.run('events', 'events.jsonl', ...QUIET);
    expect((await ask('/v1/trending')).notices).toEqual([expect.stringContaining('vitrine train')]);
    const trained = await json<TrainReport>('train', ...QUIET);
    expect(trained).toMatchObject({ published: true, refreshed: null });
    await ask('/v1/trending');
    await shop.run('index', 'new-items.jsonl', ...QUIET);
    await shop.run('events', 'new-events.jsonl', ...QUIET);
    expect(ids(await ask('/v1/trending?limit=60'))).not.toContain(NEW_ITEM.id);
    const refreshed = await json<TrainReport>('train', '--refresh', ...QUIET);
    expect(refreshed).toMatchObject({
      published: true,
      refreshed: trained.version,
      heldOut: null,
      events: trained.events + NEW_EVENTS.length,
      notices: [expect.stringContaining('not judged')],
    });
    // The first question after a publication is answered by the model before, while the new one is read.
    await ask('/v1/trending');
    expect(ids(await ask('/v1/trending?limit=1'))).toEqual([NEW_ITEM.id]);
    const list = await ask('/v1/users/red-20/recommendations?limit=40&explain=true');
    const why = list.hits.find(({ id }) => id === NEW_ITEM.id)?.why?.map(({ signal }) => signal);
    expect(why).toEqual(expect.arrayContaining(['together', 'alike', 'affinity']));
  }, 60_000);

  it('learns by itself when the configuration says so', async () => {
    await shop.run('events', 'events.jsonl', ...QUIET);
    writeFileSync(join(shop.folder, 'vitrine.config.json'), JSON.stringify({ trainEveryHours: 24 }));
    const address = await serve('Training "default": published ');
    const { hits } = (await (await fetch(new URL('/v1/trending', address))).json()) as ItemList;
    expect(hits.length).toBeGreaterThan(0);
  }, 60_000);
});

it('refreshes nothing before there is a model', async () => {
  const { status, err } = await shop.run('train', '--refresh', ...QUIET);
  expect([status, err]).toEqual([1, expect.stringContaining('no model to refresh')]);
});
