import { item as fetchItem, type ShownItem, similar, variantsOf } from '../api.ts';
import type { App, Model } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { itemView } from './item-view.ts';
import { closeByBackdrop } from './why.ts';

const STRIP = 6;

/** The item that the address names, in a dialog over the list. */
export function createItemDialog(app: App): { readonly element: HTMLElement; sync(model: Model): void } {
  const dialog = h('dialog', { class: 'dialog dialog--item', 'aria-label': 'Item' });
  let shown: string | undefined;
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    app.closeItem();
  });
  dialog.addEventListener('close', () => {
    if (app.model().state.item !== undefined) app.closeItem();
  });
  closeByBackdrop(dialog);
  const fill = async (id: string, model: Model) => {
    const { catalog } = model.state;
    const hit = model.listing?.hits.find((candidate) => candidate.id === id);
    if (hit) show(dialog, closeButton(app), itemView(app, model.state, hit.item as ShownItem, hit));
    else show(dialog, closeButton(app), h('p', { class: 'dialog__wait' }, 'One moment …'));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    const item = hit ? (hit.item as ShownItem) : await fetchItem(id, catalog);
    const [alike, variants] = await Promise.all([
      similar(id, catalog, STRIP).then(
        ({ hits }) => hits,
        () => [],
      ),
      typeof item.groupId === 'string' ? variantsOf(item.groupId, catalog).catch(() => []) : [],
    ]);
    if (shown === id) show(dialog, closeButton(app), itemView(app, model.state, item, hit, { alike, variants }));
  };
  return {
    element: dialog,
    sync: (model) => {
      const { item } = model.state;
      if (item === shown) return;
      shown = item;
      if (item === undefined) return dialog.close();
      fill(item, model).catch((error: unknown) => {
        if (shown === item)
          show(
            dialog,
            closeButton(app),
            h('p', { class: 'dialog__wait' }, error instanceof Error ? error.message : String(error)),
          );
      });
    },
  };
}

function closeButton(app: App): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'round dialog__close', 'aria-label': 'Close', onclick: () => app.closeItem() },
    icon('close'),
  );
}
