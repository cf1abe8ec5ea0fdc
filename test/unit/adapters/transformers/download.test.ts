import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFile } from '#src/adapters/transformers/download';
import { type HubFile, listHubFiles } from '#src/adapters/transformers/hub';
import { type HubServer, startHubServer } from '#test/support/hub-server';

const NAME = 'onnx/model.onnx';
const BYTES = Buffer.from(Uint32Array.from({ length: 500_000 }, (_, i) => Math.imul(i, 2_654_435_761)).buffer);
const HALF = BYTES.length / 2;

describe('downloading a file', () => {
  let server: HubServer;
  let dir: string;
  let file: HubFile;
  let pauses: number[];
  let received: number[];
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vitrine-download-'));
    mkdirSync(join(dir, 'there/onnx'), { recursive: true });
    mkdirSync(join(dir, 'here/onnx'), { recursive: true });
    writeFileSync(join(dir, 'there', NAME), BYTES);
    server = await startHubServer('owner/model', join(dir, 'there'));
    file = (await listHubFiles('owner/model', { url: server.url, revision: 'main' }))[0]!;
    [pauses, received] = [[], []];
  });
  afterEach(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });
  const here = () => join(dir, 'here', NAME);
  const part = () => `${here()}.part`;
  const download = (onBytes = (_: number) => {}) =>
    downloadFile(file, join(dir, 'here'), {
      onBytes: (bytes) => {
        received.push(bytes);
        onBytes(bytes);
      },
      sleep: async (milliseconds) => void pauses.push(milliseconds),
    });
  const isWhole = () => readFileSync(here()).equals(BYTES) && !existsSync(part());

  it('asks only for the rest after a connection that broke in the middle', async () => {
    server.faults.push({ path: NAME, fault: 'stops' });
    await download((bytes) => {
      if (bytes === HALF) server.breakOff();
    });
    expect(server.asked).toEqual([NAME, `${NAME} from ${HALF}`]);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received.at(-1)).toBe(BYTES.length);
    expect([isWhole(), pauses]).toEqual([true, []]);
  });

  it('breaks off as often as it likes, as long as bytes come', async () => {
    for (let i = 0; i < 6; i++) server.faults.push({ path: NAME, fault: 'stops' });
    const halves = Array.from({ length: 6 }, (_, i) => Math.floor(BYTES.length * (1 - 0.5 ** (i + 1))));
    await download((bytes) => {
      if (halves.includes(bytes)) server.breakOff();
    });
    expect(server.asked).toEqual([NAME, ...halves.map((bytes) => `${NAME} from ${bytes}`)]);
    expect([isWhole(), pauses]).toEqual([true, []]);
  });

  it('waits longer and longer for a hub that sends nothing, and keeps what there is for the next run', async () => {
    writeFileSync(part(), BYTES.subarray(0, 1_000));
    for (let i = 0; i < 4; i++) server.faults.push({ path: NAME, fault: 'is refused' });
    await expect(download()).rejects.toThrow('HTTP 503');
    expect(pauses).toEqual([1_000, 4_000, 10_000]);
    expect(statSync(part()).size).toBe(1_000);
    await download();
    expect(server.asked).toEqual(Array.from({ length: 5 }, () => `${NAME} from 1000`));
    expect(isWhole()).toBe(true);
  });

  it('fetches anew what an earlier run left of another file', async () => {
    for (const left of [Buffer.alloc(HALF), Buffer.alloc(BYTES.length)]) {
      rmSync(here(), { force: true });
      writeFileSync(part(), left);
      await download();
      expect(server.asked.at(-1)).toBe(NAME);
      expect(isWhole()).toBe(true);
    }
  });

  it('leaves nothing of a file that came damaged', async () => {
    server.faults.push({ path: NAME, fault: 'is damaged' });
    await expect(download()).rejects.toMatchObject({ code: 'models_missing' });
    expect([existsSync(here()), existsSync(part()), server.asked]).toEqual([false, false, [NAME]]);
  });
});
