import { VitrineError } from '#src/errors';

/** Which models a catalog is embedded with: hub ids (`owner/name`) or folders (`./name`, `/path/name`). */
export interface ModelChoice {
  /** Name of the preset, or the choice as written. */
  readonly preset: string;
  /** Embeds items' texts and what is asked of them. */
  readonly text: string;
  /** Embeds pictures and the words that pictures are searched by; null: whatever towers `text` has. */
  readonly pictures: string | null;
}

/** Of its size the best that is multilingual and free (MIT); better ones cost several times its 20 ms a text. */
const TEXTS = 'Xenova/multilingual-e5-small';

const PRESETS: Readonly<Record<string, Omit<ModelChoice, 'preset'>>> = {
  clip: { text: TEXTS, pictures: 'Xenova/clip-vit-base-patch32' },
  siglip2: { text: TEXTS, pictures: 'onnx-community/siglip2-base-patch16-224-ONNX' },
  fashion: { text: TEXTS, pictures: 'Marqo/marqo-fashionSigLIP' },
};

/** A preset, one model (`owner/name`, a folder), or two joined by `+`: the one for texts, then the one for pictures. */
export function chooseModels(written: string): ModelChoice {
  const preset = PRESETS[written];
  if (preset) return { preset: written, ...preset };
  const [text, pictures, ...more] = written.split('+').map((name) => name.trim());
  if (!text || pictures === '' || more.length > 0 || !looksLikeModel(text) || !looksLikeModel(pictures ?? text)) {
    throw new VitrineError(
      'invalid_configuration',
      `"${written}" names no models: use lite, ${Object.keys(PRESETS).join(', ')}, a hub id (owner/name), a folder ` +
        '(./name), or two of those joined by + (for texts, for pictures).',
    );
  }
  return { preset: written, text, pictures: pictures ?? null };
}

export function isFolder(model: string): boolean {
  return /^(\.{0,2}[/\\]|[a-z]:[/\\])/iu.test(model);
}

export function isHubId(model: string): boolean {
  return /^\w[\w.-]*\/\w[\w.-]*$/u.test(model) && !model.includes('..');
}

function looksLikeModel(model: string): boolean {
  return isFolder(model) || isHubId(model);
}
