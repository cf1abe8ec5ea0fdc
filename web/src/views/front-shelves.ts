import type { App, Model } from '../app.ts';
import { h, show } from '../dom.ts';
import { frontShelves, type Shelf } from '../lists.ts';
import { who } from '../shopper.ts';
import { isFrontPage } from '../state.ts';
import { shelfView } from './shelf.ts';

interface Shown {
  readonly shelf: Shelf;
  readonly element: HTMLElement;
}

/** The shelves of the front page; they follow who is shopping, and everything that is done. */
export function createFrontShelves(app: App): { readonly element: HTMLElement; sync(model: Model): void } {
  const element = h('div', { class: 'shelves', hidden: true });
  let shown: readonly Shown[] = [];
  let asked = '';
  const open = (id: string) => app.go({ item: id }, { beside: true });

  /** Shelves that are the same stay as they are, looked along as far as they were. */
  const fill = (shelves: readonly Shelf[]) => {
    const { state } = app.model();
    const address = { ...state, item: undefined };
    shown = shelves.map((shelf) => {
      const before = shown.find((one) => one.shelf.id === shelf.id);
      if (before && sameHits(before.shelf, shelf)) return before;
      const ids = before && { before: new Set(before.shelf.hits.map(({ id }) => id)) };
      return { shelf, element: shelfView(shelf, { state: address, open, ...ids }) };
    });
    show(
      element,
      shown.map((one) => one.element),
    );
    element.setAttribute('aria-busy', 'false');
  };
  return {
    element,
    sync: ({ state, deeds }) => {
      element.hidden = !isFrontPage(state);
      const { catalog } = state;
      const wanted = JSON.stringify([catalog, who(), deeds]);
      if (element.hidden || wanted === asked) return;
      asked = wanted;
      element.setAttribute('aria-busy', 'true');
      frontShelves(catalog).then(
        (shelves) => asked === wanted && fill(shelves),
        () => asked === wanted && fill([]),
      );
    },
  };
}

function sameHits(one: Shelf, other: Shelf): boolean {
  const told = ({ title, hits }: Shelf) => JSON.stringify([title, hits.map(({ id, reason }) => [id, reason?.text])]);
  return told(one) === told(other);
}
