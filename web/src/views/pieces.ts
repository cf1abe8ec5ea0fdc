import type { Recognised } from '../../../src/domain/understood.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { label } from '../format.ts';
import { excludedWord, withoutPiece } from '../words.ts';

/** What of the words was taken for more than words to search by, each as a chip that takes it out of the words. */
export function pieces(app: App, { listing, error }: Model): Child {
  const query = error ? undefined : listing?.query;
  const shown = (query?.recognised ?? []).filter(({ kind }) => kind !== 'correction');
  if (!query || shown.length === 0) return null;
  return h(
    'div',
    { class: 'pieces', role: 'group', 'aria-label': 'Understood as' },
    shown.map((piece) =>
      h(
        'button',
        {
          type: 'button',
          class: `piece piece--${piece.kind}`,
          'data-key': `piece:${piece.span.join('-')}`,
          title: piece.as,
          'aria-label': `Remove ${piece.text} from the search`,
          onclick: () => app.go({ text: withoutPiece(query.text, piece) }),
        },
        h('span', { class: 'chip__field' }, fieldOf(piece)),
        h(
          'span',
          { class: 'chip__value' },
          piece.kind === 'exclusion' ? excludedWord(piece, query.excluded) : piece.text,
        ),
        icon('close'),
      ),
    ),
  );
}

function fieldOf({ kind, as }: Recognised): string {
  if (kind === 'sort') return 'Order';
  if (kind === 'exclusion') return 'Without';
  return label(/^"?([^":]+)"?:/u.exec(as)?.[1] ?? '');
}
