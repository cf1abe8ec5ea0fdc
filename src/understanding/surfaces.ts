import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Analyser } from '#src/text/analyser';
import { fold } from '#src/text/fold';
import type { Surfaces } from './vocabulary.ts';

/** Texts that are read in one go; searches go on between two of them. */
const AT_ONCE = 100;

/** How texts write their tokens: forms of letters, folded, by token. */
export async function surfacesOf(texts: readonly string[], analyser: Analyser): Promise<Surfaces> {
  const surfaces = new Map<string, Map<string, number>>();
  for (const [index, text] of texts.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
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
