import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '#src/config';

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

  it('names a file that is no JSON object', () => {
    expect(() => loadConfig({ env: {}, flags: {}, cwd: folder('[') })).toThrow(/vitrine\.config\.json cannot be read/u);
  });
});
