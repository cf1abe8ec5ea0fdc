import { item as fetchItem, type ShownItem, variantsOf } from '../api.ts';
import type { App, Model } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { itemShelves } from '../lists.ts';
import { itemView } from './item-view.ts';
import { closeByBackdrop } from './why.ts';

/** The item that the address names, in a dialog over the list. */
export function createItemDialog(app: App): { readonly element: HTMLElement; sync(model: Model): void } {
  const dialog = h('dialog', { class: 'dialog dialog--item', 'aria-label': 'Item' });
  let shown: string | undefined;
  /** What had the focus; a shelf may have been filled anew meanwhile. */
  let opener: string | undefined;
  const close = () => {
    dialog.close();
    if (document.activeElement !== document.body || opener === undefined) return;
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(opener)}"]`)?.focus({ preventScroll: true });
  };
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
    if (!dialog.open) {
      opener = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
      dialog.showModal();
    }
    dialog.scrollTop = 0;
    const item = hit ? (hit.item as ShownItem) : await fetchItem(id, catalog);
    const [shelves, variants] = await Promise.all([
      itemShelves(item, catalog).catch(() => []),
      typeof item.groupId === 'string' ? variantsOf(item.groupId, catalog).catch(() => []) : [],
    ]);
    if (shown === id) show(dialog, closeButton(app), itemView(app, model.state, item, hit, { shelves, variants }));
  };
  return {
    element: dialog,
    sync: (model) => {
      const { item } = model.state;
      if (item === shown) return;
      shown = item;
      if (item === undefined) return close();
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
