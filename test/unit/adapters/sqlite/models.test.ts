import { mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { newModel } from '#test/contract/state-models';
import { lastBeforeKill } from '#test/support/killed-writer';

describe('models beside the state', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-models-'));
    path = join(folder, 'state.db');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const files = () => readdir(join(folder, 'trained'));

  it('are files of which only the live and the previous one stay', async () => {
    const state = await openSqliteState({ path });
    for (const version of ['v1', 'v2', 'v3']) await state.models.publish('shop', 'cf', newModel(version));
    expect(await files()).toHaveLength(2);
    await state.close();
    const again = await openSqliteState({ path });
    expect(Buffer.from((await again.models.load('shop', 'cf', 'v3'))!).toString()).toBe('v3');
    await again.close();
  });

  it('that were damaged or lost are told, and the others still load', async () => {
    const state = await openSqliteState({ path });
    await state.models.publish('shop', 'cf', newModel('v1'));
    const [first] = await files();
    await state.models.publish('shop', 'cf', newModel('v2', Buffer.alloc(1000, 7)));
    const second = (await files()).find((name) => name !== first)!;
    await writeFile(join(folder, 'trained', second), Buffer.alloc(1000, 8));
    await expect(state.models.load('shop', 'cf', 'v2')).rejects.toMatchObject({ code: 'data_folder_damaged' });
    await truncate(join(folder, 'trained', second), 999);
    await expect(state.models.load('shop', 'cf', 'v2')).rejects.toMatchObject({ code: 'data_folder_damaged' });
    await rm(join(folder, 'trained', second));
    await expect(state.models.load('shop', 'cf', 'v2')).rejects.toMatchObject({ code: 'data_folder_damaged' });
    expect((await state.models.load('shop', 'cf', 'v1'))?.byteLength).toBe(2);
    await state.close();
  });

  it('drop what a publication that was cut off has left, once it is old', async () => {
    const state = await openSqliteState({ path });
    await state.models.publish('shop', 'cf', newModel('v1'));
    for (const name of ['old.model', 'old.model.part', 'young.model.part'])
      await writeFile(join(folder, 'trained', name), 'x');
    for (const name of ['old.model', 'old.model.part']) await utimes(join(folder, 'trained', name), 1, 1);
    await state.models.publish('shop', 'cf', newModel('v2'));
    expect((await files()).filter((name) => name.includes('old') || name.includes('young'))).toEqual([
      'young.model.part',
    ]);
    await state.close();
  });

  it('stay whole when the process is killed while it publishes: the last acknowledged one is live, or the next', async () => {
    const acknowledged = await lastBeforeKill({ script: 'model-writer-process.ts', argv: [path], lines: 5 });
    expect(acknowledged).toBeGreaterThanOrEqual(5);
    const { models, close } = await openSqliteState({ path });
    const live = (await models.live('shop', 'cf'))!;
    expect([acknowledged, acknowledged + 1]).toContain(Number(live.version));
    const data = new Uint8Array((await models.load('shop', 'cf', live.version))!);
    expect(data.every((byte) => byte === Number(live.version) % 256)).toBe(true);
    expect(await models.load('shop', 'cf', (await models.previous('shop', 'cf'))!.version)).toBeDefined();
    await close();
  });
});
