import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, describe, it } from 'vitest';
import { openQdrantStore } from '#src/adapters/qdrant/store';
import { describeGenerationStore } from './generations.ts';

const urls = (process.env.QDRANT_URLS ?? process.env.QDRANT_URL)?.split(',');
const prefix = `vitrine-test-${process.pid}`;
/** Over the nodes of a cluster, everything is split and kept twice. */
const spread = (urls?.length ?? 0) > 1 ? { shards: 2, replicas: 2, writeConsistency: 2 } : {};

if (urls) {
  afterAll(async () => {
    const client = new QdrantClient({ url: urls[0]! });
    for (const { name } of (await client.getCollections()).collections) {
      if (name.startsWith(prefix)) await client.deleteCollection(name);
    }
  });
  describeGenerationStore('generations in Qdrant', () => openQdrantStore({ urls, prefix, ...spread }));
} else {
  describe('generations in Qdrant', () =>
    it.skip('needs a server: set QDRANT_URL, e.g. http://127.0.0.1:6333', () => {}));
}
