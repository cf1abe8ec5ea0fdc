import type { DocumentFeatures } from '#src/domain/document';
import type { Connection } from './connection.ts';
import { type EmbeddedParts, readEmbedded } from './embedded.ts';
import { itemPoint } from './ids.ts';
import { type FeaturePoints, featurePointsOf } from './points.ts';

/** Replicas get the writes of one item in one order, whichever nodes they come in by. */
export const ORDERING = 'medium';

export interface FeatureWriterParts extends EmbeddedParts {
  /** Told what is about to be written; answers the weighted length that counts as the mean. */
  readonly prepare: (documents: readonly DocumentFeatures[]) => Promise<number>;
}

/**
 * Replaces payloads and lexical vectors, whether or not the words changed: after a crash in between, what is stored does
 * not tell. No other vector goes over the network. Records come first, as when all of an item is written.
 */
export async function writeFeatures(documents: readonly DocumentFeatures[], parts: FeatureWriterParts): Promise<void> {
  const { names, connection, prepare } = parts;
  const known = await readEmbedded(
    parts,
    documents.map(({ id }) => itemPoint(id)),
  );
  const there = documents.filter(({ id }) => known.has(itemPoint(id)));
  if (there.length === 0) return;
  const average = await prepare(there);
  const points = there.map((document) => featurePointsOf(document, known.get(itemPoint(document.id))!, average));
  const records = points.map(({ record }) => record);
  await connection.write('write records', (client) =>
    client.upsert(names.records, { wait: true, ordering: ORDERING, points: records }),
  );
  const lexical = points.map((point) => point.lexical);
  await connection.write('weigh words', (client) =>
    client.updateVectors(names.items, { wait: true, ordering: ORDERING, points: lexical }),
  );
  await setPayloads(connection, names.items, points, ({ id, itemPayload }) => ({ payload: itemPayload, points: [id] }));
  const withPictures = points.filter(({ pictures }) => pictures.length > 0);
  await setPayloads(connection, names.pictures, withPictures, ({ pictures, picturePayload }) => ({
    payload: picturePayload,
    points: [...pictures],
  }));
}

/** Every payload has all keys of its kind that can change, so that none is left of what was before. */
async function setPayloads(
  connection: Connection,
  collection: string,
  points: readonly FeaturePoints[],
  payloadOf: (point: FeaturePoints) => { payload: Record<string, unknown>; points: string[] },
): Promise<void> {
  if (points.length === 0) return;
  const operations = points.map((point) => ({ set_payload: payloadOf(point) }));
  await connection.write('set payloads', (client) =>
    client.batchUpdate(collection, { wait: true, ordering: ORDERING, operations }),
  );
}
