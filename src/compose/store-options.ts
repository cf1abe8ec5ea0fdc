import type { QdrantOptions } from '#src/adapters/qdrant/options';
import type { Config } from '#src/config';

/** What the configuration says of Qdrant; the rest has the adapter's defaults. */
export function qdrantOptions(config: Config): QdrantOptions {
  const { qdrantOnDisk, qdrantCacheMb } = config;
  return {
    urls: config.qdrantUrls,
    ...given({
      apiKey: config.qdrantApiKey,
      prefix: config.qdrantPrefix,
      shards: config.qdrantShards,
      replicas: config.qdrantReplicas,
      writeConsistency: config.qdrantWriteConsistency,
      quantisation: config.qdrantQuantisation,
      onDisk: qdrantOnDisk === undefined ? undefined : qdrantOnDisk === 'on',
      readTimeoutMs: config.qdrantReadTimeoutMs,
      writeTimeoutMs: config.qdrantWriteTimeoutMs,
      recordCacheBytes: qdrantCacheMb === undefined ? undefined : qdrantCacheMb * 2 ** 20,
    }),
  };
}

/** Leaves out what is undefined, so that it does not replace a default. */
export function given<Settings extends object>(
  settings: Settings,
): { [Name in keyof Settings]?: Exclude<Settings[Name], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Settings]?: Exclude<Settings[Name], undefined>;
  };
}
