import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTransformersEncoders } from '#src/adapters/transformers/encoders';
import { type DownloadEvent, type FindOptions, findModel } from '#src/adapters/transformers/find-model';
import { type HubServer, startHubServer } from '#test/support/hub-server';

const FIXTURE = 'test/fixtures/models/tiny-clip';
const MODEL = 'owner/tiny-clip';
const VISION = 'onnx/vision_model.onnx';
const NEEDED = [
  'config.json',
  'onnx/text_model.onnx',
  VISION,
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];
const bytesOf = (path: string): Buffer => readFileSync(join(FIXTURE, path));

describe('finding a model', () => {
  let server: HubServer;
  let modelsDir: string;
  let events: DownloadEvent[];
  beforeEach(async () => {
    server = await startHubServer(MODEL, FIXTURE);
    modelsDir = mkdtempSync(join(tmpdir(), 'vitrine-models-'));
    events = [];
  });
  afterEach(async () => {
    await server.close();
    rmSync(modelsDir, { recursive: true });
  });
  const options = (more: Partial<FindOptions> = {}): FindOptions => ({
    modelsDir,
    dtype: 'fp32',
    hub: { url: server.url, revision: 'main' },
    onDownload: (event) => void events.push(event),
    ...more,
  });
  const find = (more: Partial<FindOptions> = {}) => findModel(MODEL, options(more));
  const local = (path: string): string => join(modelsDir, MODEL, path);

  it('says what it will fetch and how large it is, then fetches that and no more', async () => {
    const { folder, layout } = await find();
    expect(folder).toBe(join(modelsDir, MODEL));
    expect(layout.towers).toBe('text and picture');
    const total = NEEDED.reduce((sum, path) => sum + bytesOf(path).length, 0);
    expect(events[0]).toEqual({ kind: 'planned', model: MODEL, folder, files: NEEDED.length, bytes: total });
    const received = events.flatMap((event) => (event.kind === 'progress' ? [event.received] : []));
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received.at(-1)).toBe(total);
    expect(events.at(-1)).toEqual({ kind: 'finished', model: MODEL, bytes: total });
    expect([...server.asked].sort()).toEqual(NEEDED);
    for (const path of NEEDED) expect(readFileSync(local(path)).equals(bytesOf(path))).toBe(true);
  });

  it('asks nobody when everything is there', async () => {
    await find();
    await server.close();
    events = [];
    await find();
    await find({ hub: null });
    expect(events).toEqual([]);
  });

  it('continues what an interrupted run left, also when the server starts over', async () => {
    for (const fault of ['none', 'ignores ranges'] as const) {
      rmSync(local(''), { recursive: true, force: true });
      mkdirSync(local('onnx'), { recursive: true });
      writeFileSync(local(`${VISION}.part`), bytesOf(VISION).subarray(0, 1000));
      if (fault !== 'none') server.faults.push({ path: VISION, fault });
      await find();
      expect(server.asked).toContain(`${VISION} from 1000`);
      expect(readFileSync(local(VISION)).equals(bytesOf(VISION))).toBe(true);
    }
  });

  it('keeps nothing whose hash is wrong, and fetches it anew when asked again', async () => {
    for (const path of [VISION, 'config.json']) {
      server.faults.push({ path, fault: 'is damaged' });
      await expect(find()).rejects.toMatchObject({ code: 'models_missing', message: expect.stringContaining('hash') });
      expect([existsSync(local(path)), existsSync(local(`${path}.part`))]).toEqual([false, false]);
      await find();
      expect(readFileSync(local(path)).equals(bytesOf(path))).toBe(true);
      rmSync(local(''), { recursive: true });
    }
  });

  it('throws away a part that is longer than the file', async () => {
    mkdirSync(local('onnx'), { recursive: true });
    writeFileSync(local(`${VISION}.part`), Buffer.alloc(bytesOf(VISION).length + 1));
    await find();
    expect(readFileSync(local(VISION)).equals(bytesOf(VISION))).toBe(true);
  });

  it('says which folder it looked in when the hub does not answer', async () => {
    await server.close();
    await expect(find()).rejects.toMatchObject({
      code: 'models_missing',
      message: expect.stringMatching(
        new RegExp(`looked for in ${join(modelsDir, MODEL)}.*${server.url} does not answer`, 'u'),
      ),
    });
  });

  it('says what a folder lacks', async () => {
    await find();
    rmSync(local('tokenizer.json'));
    await expect(find({ hub: null })).rejects.toThrow(/lacks tokenizer\.json\. Fetching is switched off\./u);
  });

  it('says when the hub has no such model, or no such weights', async () => {
    await expect(findModel('owner/other', options())).rejects.toThrow(/has no model owner\/other .*HTTP 404/u);
    await expect(find({ dtype: 'q8' })).rejects.toThrow(/no q8 weights .* It has: fp32\./u);
  });

  it('fetches only what is missing', async () => {
    await find();
    rmSync(local(VISION));
    await find();
    expect(server.asked.filter((path) => path === VISION)).toHaveLength(2);
    expect(server.asked.filter((path) => path === 'tokenizer.json')).toHaveLength(1);
  });

  it('serves encoders that were opened by a hub id', async () => {
    const encoders = await openTransformersEncoders({
      models: MODEL,
      modelsDir,
      hub: { url: server.url, revision: 'main' },
    });
    expect(encoders.spaces.map(({ model }) => model)).toEqual([MODEL, MODEL]);
    await encoders.close();
  });
});
