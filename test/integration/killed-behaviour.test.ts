import { createServer } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ItemList } from '#src/compose/lists';
import type { TrainReport } from '#src/compose/training/train';
import type { CatalogStatus } from '#src/compose/vitrine';
import { type CommandLine, createCommandLine } from '#test/support/command-line';
import { type CommandProcess, startCommand } from '#test/support/command-process';
import { tasteEvents, tasteItems, writeRows } from '#test/support/taste-shop';

const QUIET = ['--progress', 'none'];

let shop: CommandLine;
let trained: TrainReport;
const json = async <Answer>(...argv: string[]): Promise<Answer> => {
  const { out, err } = await shop.run(...argv, '--json');
  if (out === '') throw new Error(err);
  return JSON.parse(out);
};
const status = async () => (await json<{ catalogs: CatalogStatus[] }>('status')).catalogs[0]!;
const list = async () => (await json<ItemList>('recommend', '--user', 'red-0')).hits;
/** Runs `train` and sends it a signal as soon as it says that it is in a phase. */
const trainUntil = (phase: string, signal: NodeJS.Signals) =>
  startCommand(shop.folder, ['train', '--data', `${shop.folder}/.vitrine`, '--progress', 'json'], (line, running) => {
    if (line.startsWith('{') && JSON.parse(line).phase === phase) running.kill(signal);
  }).ended;

beforeAll(async () => {
  shop = createCommandLine();
  writeRows(shop.folder, 'items.jsonl', tasteItems());
  writeRows(shop.folder, 'events.jsonl', tasteEvents());
  await shop.run('index', 'items.jsonl', ...QUIET);
  await shop.run('events', 'events.jsonl', ...QUIET);
  trained = await json<TrainReport>('train', ...QUIET);
}, 60_000);

describe('train, killed (SIGKILL)', () => {
  it('while training, leaves the model of before to serve', async () => {
    const before = await list();
    expect((await trainUntil('training', 'SIGKILL')).signal).toBe('SIGKILL');
    expect((await status()).model?.version).toBe(trained.version);
    expect(await list()).toEqual(before);
  });

  it('while publishing, leaves one of both whole, and trains again', async () => {
    const { signal, status: code } = await trainUntil('publishing', 'SIGKILL');
    // It may have come to its end before the signal came.
    expect(signal ?? code).toBeOneOf(['SIGKILL', 0]);
    expect((await list()).length).toBeGreaterThan(0);
    const again = await json<TrainReport>('train', ...QUIET);
    expect(again).toMatchObject({ published: true, events: 560 });
    expect((await status()).model?.version).toBe(again.version);
  });
});

describe('train, interrupted (Ctrl-C)', () => {
  it('ends at once, publishes nothing, and says so', async () => {
    const { version } = (await status()).model!;
    const ended = await trainUntil('training', 'SIGINT');
    expect(ended).toMatchObject({ status: 1, signal: null, out: '' });
    expect(ended.err).toMatch(/vitrine: Interrupted: nothing was published.*Run the same command again/u);
    expect(ended.err).not.toContain('"publishing"');
    expect((await status()).model?.version).toBe(version);
  });
});

describe('serve, killed (SIGKILL)', () => {
  it('keeps every event that it acknowledged', async () => {
    const port = await freePort();
    const data = ['--data', `${shop.folder}/.vitrine`];
    const before = (await status()).events;
    const served = await new Promise<CommandProcess>((resolve) => {
      startCommand(shop.folder, ['serve', '--port', String(port), ...data], (line, running) => {
        if (line.startsWith('Serving on')) resolve(running);
      });
    });
    const acknowledged: string[] = [];
    const send = async (lane: number): Promise<void> => {
      for (let n = 0; ; n++) {
        const id = `live-${lane}-${n}`;
        const body = JSON.stringify({ id, user: `late-${lane}`, item: 'red-mug-alba', type: 'view' });
        const headers = { 'content-type': 'application/json' };
        const url = `http://127.0.0.1:${port}/v1/events`;
        const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
        if (!answer) return;
        expect(answer.status).toBeLessThan(300);
        acknowledged.push(id);
        if (acknowledged.length === 60) served.kill('SIGKILL');
      }
    };
    await Promise.all([0, 1, 2, 3].map(send));
    expect((await served.ended).signal).toBe('SIGKILL');
    const kept = new Set<string>();
    for (const lane of [0, 1, 2, 3]) {
      const { out } = await shop.run('users', 'export', `late-${lane}`);
      for (const line of out.trim().split('\n')) kept.add(JSON.parse(line).id);
    }
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect((await status()).events).toBe(before + kept.size);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
