import { openConnection } from '#src/adapters/qdrant/connection';
import { settingsOf } from '#src/adapters/qdrant/options';

/** Opens a connection with the address and the key given, and says how it went. */
const [url, apiKey] = process.argv.slice(2);
try {
  const connection = await openConnection(settingsOf({ urls: [url!], apiKey: apiKey!, retries: 0 }));
  // The one way and the other, see `SearchClient`.
  await connection.read('search', (client) => client.queryBatch('shop', { searches: [] }));
  const { count } = await connection.read('count', (client) => client.count('shop'));
  console.log(`counted ${count}`);
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
}
