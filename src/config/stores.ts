import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(100).max(600_000);
const copies = z.coerce.number().int().min(1).max(64);
const onOff = z.enum(['on', 'off'], { error: 'must be on or off' });

/** How collections of Qdrant are laid out and asked; what is left out has the adapter's default. */
export const STORE_SETTINGS = {
  qdrantPrefix: {
    env: 'QDRANT_PREFIX',
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/iu, { error: 'must be up to 32 letters, digits, - or _' })
      .optional(),
  },
  qdrantShards: { env: 'QDRANT_SHARDS', schema: copies.optional() },
  qdrantReplicas: { env: 'QDRANT_REPLICAS', schema: copies.optional() },
  qdrantWriteConsistency: { env: 'QDRANT_WRITE_CONSISTENCY', schema: copies.optional() },
  qdrantQuantisation: {
    env: 'QDRANT_QUANTISATION',
    schema: z.enum(['none', 'scalar'], { error: 'must be none or scalar' }).optional(),
  },
  qdrantOnDisk: { env: 'QDRANT_ON_DISK', schema: onOff.optional() },
  qdrantReadTimeoutMs: { env: 'QDRANT_READ_TIMEOUT_MS', schema: milliseconds.optional() },
  qdrantWriteTimeoutMs: { env: 'QDRANT_WRITE_TIMEOUT_MS', schema: milliseconds.optional() },
  qdrantCacheMb: { env: 'QDRANT_CACHE_MB', schema: z.coerce.number().int().min(1).max(65_536).optional() },
  databaseConnections: { env: 'DATABASE_CONNECTIONS', schema: z.coerce.number().int().min(1).max(500).optional() },
} as const;

export interface StoreSettings {
  readonly qdrantReplicas?: number | undefined;
  readonly qdrantWriteConsistency?: number | undefined;
}

/** What is wrong with settings that are right one by one. */
export function storeFaults({ qdrantReplicas = 1, qdrantWriteConsistency = 1 }: StoreSettings): string[] {
  if (qdrantWriteConsistency <= qdrantReplicas) return [];
  return [
    `qdrantWriteConsistency (QDRANT_WRITE_CONSISTENCY): ${qdrantWriteConsistency} is more than the ` +
      `${qdrantReplicas} of qdrantReplicas (QDRANT_REPLICAS), so no write could be acknowledged`,
  ];
}
