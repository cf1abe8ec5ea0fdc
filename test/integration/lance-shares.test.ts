import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLanceStore } from '#src/adapters/lance/store';
import { aDocument, aManifest } from '#test/support/index-documents';

describe('a generation that is open twice', () => {
  const dirs: string[] = [];
  afterEach(() => {
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
  });
  const openStore = () => {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-shares-'));
    dirs.push(dir);
    return { dir, open: () => openLanceStore({ dir }) };
  };
  const manifest = aManifest();
  const folderIn = (dir: string) => join(dir, 'shop', 'g1');

  it('is one: neither overwrites what the other wrote', async () => {
    const { open } = openStore();
    const store = await open();
    const first = await store.create(manifest);
    await first.write([aDocument('1')]);
    const second = await store.open({ ...manifest, thresholds: { words: 0.4 } });
    expect([first.manifest.thresholds, second.manifest.thresholds]).toEqual([{}, { words: 0.4 }]);
    await second.write([aDocument('2'), aDocument('3')]);
    await second.commit(7);
    expect([await first.count(), first.appliedSequence]).toEqual([3, 7]);
    await first.close();
    await first.close();
    await second.write([aDocument('4')]);
    await second.close();
    const again = await (await open()).open(manifest);
    expect([await again.count(), again.appliedSequence]).toEqual([4, 7]);
    await again.close();
  });

  it('is removed when nobody has it open any more', async () => {
    const { dir, open } = openStore();
    const store = await open();
    const held = await store.create(manifest);
    await held.write([aDocument('1', { title: 'hat' })]);
    await store.drop(manifest);
    expect(await held.count()).toBe(1);
    await expect(store.open(manifest)).rejects.toMatchObject({ code: 'data_folder_held' });
    await held.close();
    expect(existsSync(folderIn(dir))).toBe(false);
    const anew = await store.create(manifest);
    expect(await anew.count()).toBe(0);
    await anew.close();
  });

  it('can be opened again while it is being closed', async () => {
    const { open } = openStore();
    const store = await open();
    const first = await store.create(manifest);
    await first.write([aDocument('1')]);
    const closing = first.close();
    const second = await store.open(manifest);
    await closing;
    await second.write([aDocument('2')]);
    expect(await second.count()).toBe(2);
    await second.close();
  });
});
