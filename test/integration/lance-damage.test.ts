import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLanceStore } from '#src/adapters/lance/store';
import { GENERATION_FORMAT } from '#src/domain/generation';
import { aDocument, aManifest } from '#test/support/index-documents';

let dir: string;
let folder: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vitrine-damage-'));
  folder = join(dir, 'shop', 'g1');
});
afterEach(() => rmSync(dir, { recursive: true }));

const documents = Array.from({ length: 6 }, (_, i) => aDocument(String(i), { title: `word${i}`, words: [i, 1, 1, 1] }));
const tuning = { pendingBeforeFlush: 3 };
const reopen = async () => (await openLanceStore({ dir, tuning })).open(aManifest());

/** A closed generation, or one whose process ended without closing it. */
async function makeGeneration(end: 'closed' | 'abandoned'): Promise<void> {
  const generation = await (await openLanceStore({ dir, tuning })).create(aManifest());
  await generation.write(documents.slice(0, 3));
  await generation.write(documents.slice(3, 5));
  await generation.write(documents.slice(5));
  await generation.commit(6);
  if (end === 'abandoned') cpSync(dir, `${dir}-copy`, { recursive: true });
  await generation.close();
  if (end === 'closed') return;
  rmSync(dir, { recursive: true });
  renameSync(`${dir}-copy`, dir);
}
const logFile = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.log'))!);

describe('a damaged generation', () => {
  const spoil = (name: string, at: number) => {
    const bytes = readFileSync(join(folder, name));
    bytes[at < 0 ? bytes.length + at : at]! ^= 0xff;
    writeFileSync(join(folder, name), bytes);
  };
  it.each<[string, () => void]>([
    ['columns that are missing', () => rmSync(join(folder, 'columns.bin'))],
    ['columns with a wrong byte', () => spoil('columns.bin', 200)],
    ['columns with a wrong last byte', () => spoil('columns.bin', -1)],
    ['columns of another version', () => spoil('columns.bin', 5)],
    ['columns that are cut off', () => truncateSync(join(folder, 'columns.bin'), 100)],
    ['a log that is missing', () => rmSync(logFile())],
    ['tables that are missing', () => rmSync(join(folder, 'tables'), { recursive: true })],
    ['a table that is missing', () => rmSync(join(folder, 'tables', 'pictures.lance'), { recursive: true })],
    ['a manifest that is missing', () => rmSync(join(folder, 'generation.json'))],
    ['a manifest that is no JSON', () => writeFileSync(join(folder, 'generation.json'), '{')],
    [
      'a manifest of a newer version',
      () =>
        writeFileSync(join(folder, 'generation.json'), JSON.stringify(aManifest({ format: GENERATION_FORMAT + 1 }))),
    ],
    ['everything missing', () => rmSync(folder, { recursive: true })],
  ])('is refused in one line that says what to do: %s', async (_, damage) => {
    await makeGeneration('closed');
    damage();
    const error = await reopen().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'generation_incompatible' });
    expect((error as Error).message).toMatch(/^[^\n]*g1[^\n]*vitrine reindex[^\n]*$/u);
  });

  it('may be elsewhere when nothing is there, which is said', async () => {
    await makeGeneration('closed');
    rmSync(folder, { recursive: true });
    await expect(reopen()).rejects.toThrow(/QDRANT_URL/u);
  });

  it('is refused when the log is damaged before its end', async () => {
    await makeGeneration('abandoned');
    const bytes = readFileSync(logFile());
    bytes[40]! ^= 0xff;
    writeFileSync(logFile(), bytes);
    await expect(reopen()).rejects.toMatchObject({ code: 'generation_incompatible' });
  });
});

describe('a generation of an earlier version', () => {
  it('is taken over without the values that its tables had, which may be old', async () => {
    await makeGeneration('closed');
    const before = await (await connect(join(folder, 'tables'))).openTable('items');
    await before.addColumns([
      { name: 'labels', valueSql: "'colour=red'" },
      { name: 'n0', valueSql: '7.5' },
    ]);
    before.close();
    const generation = await reopen();
    await generation.write([aDocument('new', { words: [1, 0, 0, 0] })]);
    await generation.close();
    const after = await (await connect(join(folder, 'tables'))).openTable('items');
    expect((await after.schema()).fields.map(({ name }) => name)).toEqual(['id', 'hashes', 'v0']);
    expect(await after.countRows()).toBe(7);
    after.close();
  });
});

/** Where the entries of a log end: each has its length in the first four of eight bytes before it. */
function entryEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; at = ends.at(-1)!) ends.push(at + 8 + bytes.readUInt32LE(at));
  return ends;
}

describe('a log that a crash cut off', () => {
  const lengthOfWhole = () => readFileSync(logFile()).length;

  it.each([1, 4, 9, 25])('is read up to the last whole entry (%i bytes lost)', async (lost) => {
    await makeGeneration('abandoned');
    truncateSync(logFile(), lengthOfWhole() - lost);
    const generation = await reopen();
    expect(generation.appliedSequence).toBe(0);
    await generation.write([aDocument('new')]);
    await generation.commit(9);
    await generation.close();
    const again = await reopen();
    expect([again.appliedSequence, (await again.count()) >= 6]).toEqual([9, true]);
    await again.close();
  });

  it('takes zeros at the end for nothing', async () => {
    await makeGeneration('abandoned');
    writeFileSync(logFile(), Buffer.concat([readFileSync(logFile()), Buffer.alloc(100)]));
    const generation = await reopen();
    expect([generation.appliedSequence, await generation.count()]).toEqual([6, 6]);
    await generation.close();
  });

  it('does not put items twice into the tables that were there before the log knew', async () => {
    await makeGeneration('abandoned');
    // Its entries: write, flushed, write, write, flushed, commit. As if the last two had not come through.
    truncateSync(logFile(), entryEnds(readFileSync(logFile()))[3]);
    const generation = await reopen();
    await generation.write(documents);
    await generation.optimise();
    await generation.close();
    const table = await (await connect(join(folder, 'tables'))).openTable('items');
    expect(await table.countRows()).toBe(6);
    table.close();
  });
});
