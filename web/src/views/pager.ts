import type { App, Model } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { PAGE_SIZE } from '../state.ts';

/** The pages of a list: the first, the last, and those around. */
export function pager(app: App, { state, listing }: Model): Child {
  const pages = Math.ceil((listing?.total.value ?? 0) / PAGE_SIZE);
  if (state.like !== undefined || pages < 2) return null;
  const shown = [...new Set([1, state.page - 1, state.page, state.page + 1, pages])]
    .filter((page) => page >= 1 && page <= pages)
    .sort((a, b) => a - b);
  const go = (page: number) => () => {
    app.go({ page });
    scrollTo({ top: 0 });
  };
  const step = (page: number, name: string, sign: string) =>
    h(
      'button',
      {
        type: 'button',
        class: 'pager__step',
        'data-key': `page:${name}`,
        'aria-label': name,
        disabled: page < 1 || page > pages,
        onclick: go(page),
      },
      icon(sign),
    );
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    step(state.page - 1, 'Previous page', 'back'),
    shown.flatMap((page, at) => [
      at > 0 && page - shown[at - 1]! > 1 && h('span', { class: 'pager__gap' }, '…'),
      h(
        'button',
        {
          type: 'button',
          class: 'pager__page',
          'data-key': `page:${page}`,
          'aria-label': `Page ${page}`,
          'aria-current': page === state.page && 'page',
          onclick: go(page),
        },
        page.toLocaleString(),
      ),
    ]),
    step(state.page + 1, 'Next page', 'next'),
  );
}
