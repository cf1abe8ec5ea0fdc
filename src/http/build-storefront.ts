import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

/**
 * The folder of the built storefront of a package. In a checkout it is built when it is absent or older than its
 * sources; a published package brings it built. Undefined when there is none and none can be built.
 */
export async function builtStorefront(packageDir: string, logger: Logger): Promise<string | undefined> {
  const web = join(packageDir, 'web');
  const dist = join(web, 'dist');
  const built = await changedAt(join(dist, 'index.html'));
  const sources = await newestSource(web);
  if (sources <= built) return built > 0 ? dist : undefined;
  try {
    const { build } = await import('vite');
    await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'silent' });
    return dist;
  } catch (error) {
    logger.error({ err: error }, 'the storefront could not be built; the HTTP interface works without it');
    return built > 0 ? dist : undefined;
  }
}

/** Milliseconds since 1970; 0 when there is no such file. */
async function changedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

async function newestSource(web: string): Promise<number> {
  const entries = await readdir(web, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sources = files.filter((path) => !path.startsWith(join(web, 'dist')));
  return Math.max(0, ...(await Promise.all(sources.map(changedAt))));
}
