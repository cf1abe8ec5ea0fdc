import {
  AutoModel,
  AutoTokenizer,
  CLIPTextModelWithProjection,
  type PreTrainedTokenizer,
  SiglipTextModel,
  Tensor,
} from '@xenova/transformers';
import {
  inputNames,
  loadNetwork,
  type Outputs,
  pickOutput,
  runNetwork,
  unitRows,
  useLocalFilesOnly,
} from './library.ts';
import type { EncodedRows } from './messages.ts';
import { createTokenCutter, padTokens, type TokenBatch } from './tokens.ts';
import type { TextTower } from './towers.ts';

export interface LoadedTextTower {
  encode(texts: readonly string[]): Promise<EncodedRows>;
  release(): Promise<void>;
}

const NETWORKS = { clip: CLIPTextModelWithProjection, siglip: SiglipTextModel, sentence: AutoModel } as const;

export async function loadTextTower(tower: TextTower, threads: number | undefined): Promise<LoadedTextTower> {
  useLocalFilesOnly();
  const tokenizer: PreTrainedTokenizer = await AutoTokenizer.from_pretrained(tower.folder, { local_files_only: true });
  const loaded = await loadNetwork(NETWORKS[tower.kind], tower.folder, tower, threads);
  const names = inputNames(loaded);
  const tokensOf = createTokenCutter(tokenizer, tower.maxTokens);
  return {
    encode(texts) {
      const batch = padTokens(texts.map(tokensOf), {
        length: tower.padding === 'max' ? tower.maxTokens : 'longest',
        token: tokenizer.pad_token_id ?? 0,
        side: tokenizer.padding_side === 'left' ? 'left' : 'right',
      });
      return runNetwork(loaded, tensorsOf(batch, names), (outputs) =>
        tower.kind === 'sentence'
          ? poolTokens(outputs, batch, tower)
          : unitRows(pickOutput(outputs, ['text_embeds', 'pooler_output']).data, texts.length, tower.dimensions),
      );
    },
    async release() {
      await loaded.dispose();
    },
  };
}

/** Only what the network takes. */
function tensorsOf({ count, length, ids, mask }: TokenBatch, names: readonly string[]): Record<string, Tensor> {
  const values: Record<string, BigInt64Array> = {
    input_ids: ids,
    attention_mask: mask,
    token_type_ids: new BigInt64Array(ids.length),
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => names.includes(name))
      .map(([name, data]) => [name, new Tensor('int64', data, [count, length])]),
  );
}

/** The text's vector: the model's own where its file has one, else of its first token, or the mean of all but padding. */
function poolTokens(outputs: Outputs, { count, length, mask }: TokenBatch, tower: TextTower): EncodedRows {
  if (outputs.sentence_embedding) {
    return unitRows(pickOutput(outputs, ['sentence_embedding']).data, count, tower.dimensions);
  }
  const { data, dims } = pickOutput(outputs, ['last_hidden_state', 'token_embeddings']);
  const width = dims.at(-1)!;
  const sums = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const start = row * length;
    const first = mask.indexOf(1n, start) - start;
    for (let token = first; token < (tower.pooling === 'first' ? first + 1 : length); token++) {
      if (mask[start + token] === 0n) continue;
      for (let i = 0; i < width; i++) sums[row * width + i]! += data[(start + token) * width + i]!;
    }
  }
  return unitRows(sums, count, tower.dimensions);
}
