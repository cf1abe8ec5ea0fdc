import type { WorkerThread } from '#src/adapters/inference/worker-thread';
import type { Vector } from '#src/domain/space';
import type { TextEncoder, TextRole } from '#src/ports/encoders';
import type { EncodedRows, EncodeRequest } from './messages.ts';
import { batchSize, type TextTower } from './towers.ts';

export interface TextEncoderOptions {
  readonly space: string;
  readonly tower: TextTower;
  readonly worker: WorkerThread<EncodeRequest, EncodedRows>;
}

/** No model has tokens longer than this on average; what lies beyond would be cut off anyway, after much work. */
const CHARACTERS_PER_TOKEN = 32;

/**
 * The text encoder of one space. Batches hold texts of about one length, so little is padding, and go to the worker
 * one after another, so a query asked meanwhile waits for one batch and not for all.
 */
export function createTextEncoder({ space, tower, worker }: TextEncoderOptions): TextEncoder {
  const { dimensions } = tower;
  return {
    async encode(texts, role) {
      const vectors = texts.map((): Vector | null => null);
      const prepared = texts
        .map((text, place) => ({ place, text: prepare(text, role, tower) }))
        .filter(({ text }) => text !== '')
        .sort((a, b) => a.text.length - b.text.length);
      const size = batchSize(tower.dtype);
      for (let from = 0; from < prepared.length; from += size) {
        const batch = prepared.slice(from, from + size);
        const rows = await worker.call({ kind: 'texts', space, texts: batch.map(({ text }) => text) });
        batch.forEach(({ place }, row) => {
          vectors[place] = rows.slice(row * dimensions, (row + 1) * dimensions);
        });
      }
      return vectors;
    },
  };
}

/** The text as the model wants it; empty when there is nothing to embed. */
function prepare(text: string, role: TextRole, { cleaning, maxTokens, prefixes }: TextTower): string {
  const clean = cleanText(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN), cleaning).trim();
  return clean === '' ? '' : prefixes[role] + clean;
}

function cleanText(text: string, cleaning: TextTower['cleaning']): string {
  if (cleaning === 'none') return text;
  if (cleaning === 'lower') return text.toLowerCase();
  return text
    .toLowerCase()
    .replace(/_/gu, ' ')
    .replace(/[!-/:-@[-`{-~]/gu, '')
    .replace(/\s+/gu, ' ');
}
