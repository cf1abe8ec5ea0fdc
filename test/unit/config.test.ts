import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { qdrantOptions } from '#src/compose/store-options';
import { configEnvironment, loadConfig } from '#src/config';

const folder = (settings?: unknown): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'vitrine-config-'));
  if (settings !== undefined) {
    writeFileSync(join(cwd, 'vitrine.config.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  }
  return cwd;
};

describe('loadConfig', () => {
  it('has a default for everything that needs one', () => {
    const cwd = folder();
    const config = loadConfig({ env: {}, flags: {}, cwd });
    expect(config).toMatchObject({ models: 'lite', host: '127.0.0.1', port: 3000, llmDeadlineMs: 800, qdrantUrls: [] });
    expect(config.dataDir).toBe(join(cwd, '.vitrine'));
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('lets flags win over the environment and the environment over the file', () => {
    const cwd = folder({ port: 1, host: 'a', models: 'clip' });
    const config = loadConfig({ env: { PORT: '2', HOST: 'b' }, flags: { port: '3' }, cwd });
    expect(config).toMatchObject({ port: 3, host: 'b', models: 'clip' });
  });

  it('takes one or many addresses of Qdrant', () => {
    const one = loadConfig({ env: { QDRANT_URL: 'http://a:6333' }, flags: {}, cwd: folder() });
    const many = loadConfig({ env: { QDRANT_URLS: 'http://a:6333, http://b:6333' }, flags: {}, cwd: folder() });
    expect(one.qdrantUrls).toEqual(['http://a:6333']);
    expect(many.qdrantUrls).toEqual(['http://a:6333', 'http://b:6333']);
  });

  it('reports all faults at once, with the value, but never that of a secret', () => {
    const env = { PORT: '70000', QDRANT_URL: 'nonsense', VITRINE_LLM_DEADLINE_MS: 'soon' };
    const load = () => loadConfig({ env, flags: { apiKey: 5 }, cwd: folder({ colour: 'red' }) });
    for (const part of [
      'PORT',
      '70000',
      'QDRANT_URL',
      'nonsense',
      'VITRINE_LLM_DEADLINE_MS',
      'soon',
      'colour',
      'its value',
    ]) {
      expect(load).toThrow(part);
    }
    expect(load).not.toThrow(/VITRINE_API_KEY\): 5/u);
  });

  it('takes how lists are ranked from the environment or the file', () => {
    const standard = loadConfig({ env: {}, flags: {}, cwd: folder() });
    expect(standard).toMatchObject({ diversity: 0, caps: [], popularityDiscount: 0, weights: {} });
    const env = { VITRINE_DIVERSITY: '0.3', VITRINE_CAPS: 'brand:2/10, seller:4', VITRINE_WEIGHTS: 'freshness:0.2' };
    expect(loadConfig({ env, flags: {}, cwd: folder() })).toMatchObject({
      diversity: 0.3,
      caps: [
        { field: 'brand', most: 2, first: 10 },
        { field: 'seller', most: 4, first: 20 },
      ],
      weights: { freshness: 0.2 },
    });
    const file = { caps: ['brand:1/5'], popularityDiscount: 0.5, weights: { 'words.popularity': 0.1 } };
    expect(loadConfig({ env: {}, flags: {}, cwd: folder(file) })).toMatchObject({
      ...file,
      caps: [{ field: 'brand', most: 1, first: 5 }],
    });
    const wrong = { diversity: 3, caps: ['brand'], popularityDiscount: 'x', weights: { lexical: -1, freshnes: 1 } };
    for (const part of ['VITRINE_DIVERSITY', 'brand:2/10', 'VITRINE_POPULARITY_DISCOUNT', '"lexical" must be'])
      expect(() => loadConfig({ env: {}, flags: {}, cwd: folder(wrong) })).toThrow(part);
  });

  it('takes paths from the folder of the run', () => {
    const cwd = folder({ modelsDir: 'weights' });
    const config = loadConfig({ env: {}, flags: { data: '../shop' }, cwd });
    expect(config.dataDir).toBe(join(cwd, '..', 'shop'));
    expect(config.modelsDir).toBe(join(cwd, 'weights'));
    expect(loadConfig({ env: { VITRINE_DATA: '/abs' }, flags: {}, cwd }).dataDir).toBe('/abs');
    expect('modelsDir' in loadConfig({ env: {}, flags: {}, cwd: folder() })).toBe(false);
  });

  it('takes an empty variable for none, and looks at no flags of others', () => {
    const env = { PORT: '', VITRINE_API_KEY: '', DATABASE_URL: '' };
    const config = loadConfig({ env, flags: { limit: 'x', json: true, port: undefined }, cwd: folder({ port: 8080 }) });
    expect(config.port).toBe(8080);
    expect(config.apiKey).toBeUndefined();
  });

  it('names the catalog, and refuses names that a command or an address would garble', () => {
    const catalogOf = (catalog: string | undefined) =>
      loadConfig({ env: { VITRINE_CATALOG: catalog }, flags: {}, cwd: folder() }).catalog;
    expect(catalogOf(undefined)).toBe('default');
    for (const name of ['shop', 'Größe-2.1_x', '服装', '0']) expect(catalogOf(name)).toBe(name);
    for (const name of ['../x', '.hidden', 'a b', 'a/b', 'x'.repeat(65), '-x']) {
      expect(() => catalogOf(name)).toThrow(/catalog \(VITRINE_CATALOG\).*letters/u);
    }
  });

  it('never shows a password of a database', () => {
    const load = (DATABASE_URL: string) => loadConfig({ env: { DATABASE_URL }, flags: {}, cwd: folder() });
    expect(load('postgresql://shop:secret@db:5432/vitrine').databaseUrl).toContain('secret');
    expect(() => load('mysql://shop:secret@db/x')).toThrow(/DATABASE_URL\): its value must be .*postgres:/u);
    expect(() => load('mysql://shop:secret@db/x')).not.toThrow(/secret/u);
  });

  it('knows what of an environment it looks at', () => {
    const env = { PORT: '1', QDRANT_URL: '', HOME: '/root', VITRINE_DATA: undefined };
    expect(configEnvironment(env)).toEqual({ PORT: '1', QDRANT_URL: '' });
  });

  it('has each of its settings in the documentation', () => {
    const settings = configEnvironment(new Proxy({}, { get: () => 'x' }));
    const documents = readdirSync('docs').filter((name) => name.endsWith('.md'));
    const text = documents.map((name) => readFileSync(`docs/${name}`, 'utf8')).join('');
    expect(Object.keys(settings).filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  });

  it('names a file that is no JSON object', () => {
    expect(() => loadConfig({ env: {}, flags: {}, cwd: folder('[') })).toThrow(/vitrine\.config\.json cannot be read/u);
  });
});

describe('settings of the stores and of models', () => {
  const load = (env: Record<string, string>, file?: unknown) => loadConfig({ env, flags: {}, cwd: folder(file) });

  it('reach the store as it takes them, and leave what is not set to its defaults', () => {
    const env = { QDRANT_URL: 'https://a:6333', QDRANT_REPLICAS: '2', QDRANT_WRITE_CONSISTENCY: '2' };
    const file = { qdrantShards: 3, qdrantQuantisation: 'scalar', qdrantOnDisk: 'on', qdrantCacheMb: 64 };
    expect(qdrantOptions(load(env, file))).toEqual({
      urls: ['https://a:6333'],
      shards: 3,
      replicas: 2,
      writeConsistency: 2,
      quantisation: 'scalar',
      onDisk: true,
      recordCacheBytes: 64 * 2 ** 20,
    });
    expect(qdrantOptions(load({ QDRANT_URL: 'http://a' }))).toEqual({ urls: ['http://a'] });
  });

  it.each([
    [{ QDRANT_QUANTISATION: 'binary' }, 'must be none or scalar'],
    [{ QDRANT_SHARDS: '0' }, 'QDRANT_SHARDS'],
    [{ QDRANT_READ_TIMEOUT_MS: '5' }, 'QDRANT_READ_TIMEOUT_MS'],
    [{ QDRANT_PREFIX: 'a b' }, 'QDRANT_PREFIX'],
    [{ QDRANT_REPLICAS: '2', QDRANT_WRITE_CONSISTENCY: '3' }, 'no write could be acknowledged'],
    [{ VITRINE_MODELS_DTYPE: 'fp8' }, 'VITRINE_MODELS_DTYPE'],
    [{ VITRINE_MODELS_OFFLINE: 'yes' }, 'must be on or off'],
  ])('are refused when they cannot be: %j', (env, message) => {
    expect(() => load(env)).toThrow(message);
  });
});
