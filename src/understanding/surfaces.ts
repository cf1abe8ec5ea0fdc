import type { Analyser } from '#src/text/analyser';
import { fold } from '#src/text/fold';
import type { Surfaces } from './vocabulary.ts';

/** How texts write their tokens: forms of letters, folded, by token. */
export function surfacesOf(texts: readonly string[], analyser: Analyser): Surfaces {
  const surfaces = new Map<string, Map<string, number>>();
  for (const text of texts) {
    for (const { token, start, end } of analyser.spans(text)) {
      const form = fold(text.slice(start, end));
      if (!/^\p{L}+$/u.test(form)) continue;
      const forms = surfaces.get(token) ?? new Map<string, number>();
      forms.set(form, (forms.get(form) ?? 0) + 1);
      surfaces.set(token, forms);
    }
  }
  return surfaces;
}
