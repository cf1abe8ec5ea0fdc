import pg from 'pg';
import { type DatabaseOptions, SCHEMA, withSettings } from './database.ts';

export interface SessionOptions extends Pick<DatabaseOptions, 'url' | 'schema' | 'connectTimeoutMs'> {
  /** Shown to administrators beside the connection. */
  readonly purpose: string;
  /** For the answer to a statement; the server may still do what it did not answer by then. Milliseconds. */
  readonly answerTimeoutMs?: number;
}

const ANSWER_TIMEOUT_MS = 5_000;

/** A connection of its own, outside the pool: what belongs to a session ends with it. `onEnd` is called once. */
export async function openSession(options: SessionOptions, onEnd: () => void): Promise<pg.Client> {
  const { url, schema = SCHEMA, connectTimeoutMs = 10_000, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const client = new pg.Client({
    connectionString: withSettings(url, { search_path: schema }),
    application_name: `vitrine ${options.purpose}`,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: answerTimeoutMs,
    keepAlive: true,
  });
  client.on('error', () => {}); // `end` follows
  client.once('end', onEnd);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}
