import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#src/config';

/**
 * Calls with a configuration that leaves no trace: where there is no data folder yet, or an empty one, another takes its
 * place that is removed afterwards. What encodes nothing and finds no index there needs no models: none are fetched.
 */
export async function withoutTrace(config: Config, call: (config: Config) => Promise<number>): Promise<number> {
  const { dataDir } = config;
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0) return call(config);
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-check-'));
  try {
    return await call({ ...(config.databaseUrl === undefined ? withLite(config) : config), dataDir: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder of models is that of the others. */
function withLite(config: Config): Config {
  if (config.models === 'lite') return config;
  const { modelsDir: _, ...rest } = config;
  return { ...rest, models: 'lite' };
}
