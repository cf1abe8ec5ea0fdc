import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeDurably } from '#src/adapters/lance/durable';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('puts a whole file in the place of the one before, which is never written to', async () => {
  const path = join(folder, 'file');
  const before = join(folder, 'before');
  writeFileSync(path, 'old');
  linkSync(path, before);
  await writeDurably(path, ['new ', Buffer.from('content')]);
  expect(readFileSync(path, 'utf8')).toBe('new content');
  expect(readFileSync(before, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['before', 'file']);
});
