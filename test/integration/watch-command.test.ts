import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IndexReport } from '#indexers/report';
import type { Io } from '#src/cli/io';
import { createLocalSession } from '#src/cli/local-session';
import { runCommandLine } from '#src/cli/program';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-watching-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Replaces the feed in one step, as exports do. */
function write(rows: readonly string[]): void {
  writeFileSync(join(folder, 'feed.tmp'), ['id,title', ...rows, ''].join('\n'));
  renameSync(join(folder, 'feed.tmp'), join(folder, 'feed.csv'));
}

it('follows a feed from state to state, over a bad one, until it is interrupted', async () => {
  const controller = new AbortController();
  const reports: IndexReport[] = [];
  let err = '';
  /** What the test does after each report, and after the first complaint. */
  const steps = [
    () => write(['a,First', 'b,Second thing']),
    () => writeFileSync(join(folder, 'feed.csv'), '\0\0\0'),
    () => controller.abort(),
  ];
  const io: Io = {
    out: (text) => {
      reports.push(JSON.parse(text) as IndexReport);
      steps.shift()?.();
    },
    err: (text) => {
      err += text;
      if (text.includes('Waiting for the next change')) write(['b,Second thing']);
    },
    terminal: false,
    columns: 80,
    cwd: folder,
    env: {},
    input: async function* () {},
    signal: controller.signal,
  };
  write(['a,First']);
  const argv = ['watch', 'feed.csv', '--prune', '--yes', '--json', '--report', 'report.html'];
  expect(await runCommandLine(argv, io, createLocalSession(argv, io))).toBe(0);
  expect(reports.map(({ indexed, unchanged, deleted }) => [indexed, unchanged, deleted])).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [0, 1, 1],
  ]);
  expect(err).toContain('feed.csv');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
  const bad = ['watch', 'https://shop.example/feed.csv'];
  expect(await runCommandLine(bad, io, createLocalSession(bad, io))).toBe(2);
});
