import { VitrineError } from '#src/errors';
import type { ModelStore, PublishedModel } from '#src/ports/models';
import { CF_MODEL } from './training/published.ts';

/** A trained model, in pieces: the first chunk says what it is, all bring a piece of its data. */
export interface ModelChunk {
  readonly kind: 'models';
  /** Of the first piece the model, of the others nothing. */
  readonly rows: readonly ModelHead[];
  /** Base64. */
  readonly data: string;
}

export interface ModelHead extends PublishedModel {
  readonly name: string;
}

/** Bytes of a piece; a multiple of 3, so that base64 has no gaps. */
const PIECE_BYTES = 768 * 1024;

/** The one before the live one comes first, so that they are published in their order. */
export async function* exportModels(models: ModelStore, catalog: string): AsyncGenerator<ModelChunk> {
  for (const which of ['previous', 'live'] as const) {
    const model = await models[which](catalog, CF_MODEL);
    const data = model && (await models.load(catalog, CF_MODEL, model.version));
    // One that was published meanwhile has taken its place; the next round brings it, or the next backup.
    if (!data) continue;
    const bytes = Buffer.from(data);
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE_BYTES) {
      const rows = at === 0 ? [{ ...model, name: CF_MODEL }] : [];
      yield { kind: 'models', rows, data: bytes.subarray(at, at + PIECE_BYTES).toString('base64') };
    }
  }
}

/** Puts pieces together and publishes what is complete. */
export interface ModelImporter {
  take(catalog: string, chunk: Omit<ModelChunk, 'kind'>): Promise<void>;
}

export function createModelImporter(models: ModelStore): ModelImporter {
  let head: ModelHead | undefined;
  let data = new Uint8Array(0);
  let filled = 0;
  return {
    take: async (catalog, chunk) => {
      const [next] = chunk.rows;
      if (next) {
        head = next;
        data = new Uint8Array(next.bytes);
        filled = 0;
      }
      const piece = Buffer.from(chunk.data, 'base64');
      if (!head || filled + piece.length > data.length) throw misfit(catalog);
      data.set(piece, filled);
      filled += piece.length;
      if (filled < data.length) return;
      const { name, bytes: _, ...model } = head;
      await models.publish(catalog, name, { ...model, data });
      head = undefined;
    },
  };
}

function misfit(catalog: string): VitrineError {
  return new VitrineError(
    'source_invalid',
    `A model of the catalog "${catalog}" has more data than it says. Use another backup.`,
  );
}
