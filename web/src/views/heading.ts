import { item, pictureAddress } from '../api.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon, show } from '../dom.ts';
import { isFrontPage } from '../state.ts';
import { categoryTiles } from './tiles.ts';

/** What stands above the results: the welcome of the front page, or the item that others are like. */
export function createHeading(
  app: App,
  choosePicture: () => void,
): { readonly element: HTMLElement; sync(model: Model): void } {
  const element = h('div', { class: 'heading' });
  let shown: unknown;
  return {
    element,
    sync: (model) => {
      const { state, listing } = model;
      // The welcome needs the answer for its categories; that of another search does not change them.
      const kind = state.like ?? (isFrontPage(state) ? listing?.queryId : 'none');
      if (kind === shown) return;
      shown = kind;
      if (state.like === undefined) return show(element, isFrontPage(state) && welcome(app, model, choosePicture));
      const like = state.like;
      show(element, likeHeading(app, 'this item', like, state.catalog));
      item(like, state.catalog).then(
        ({ title }) => shown === like && show(element, likeHeading(app, title, like, state.catalog)),
        () => {},
      );
    },
  };
}

function welcome(app: App, { listing }: Model, choosePicture: () => void): HTMLElement {
  return h(
    'section',
    { class: 'welcome' },
    h(
      'div',
      { class: 'welcome__words' },
      h('h1', {}, 'Say it, or show it.'),
      h('p', {}, 'Search in your own words, with a picture, or with both at once.'),
    ),
    h(
      'button',
      { type: 'button', class: 'welcome__drop', onclick: choosePicture },
      icon('camera'),
      h('strong', {}, 'Search by a picture'),
      h('span', {}, 'Drop it here, paste it, or choose a file'),
    ),
    categoryTiles(app, listing),
  );
}

function likeHeading(app: App, title: string, id: string, catalog: string | undefined): Child {
  const image = h('img', { src: pictureAddress(id, 0, 240, catalog), alt: '' });
  image.addEventListener('error', () => image.remove());
  return h(
    'section',
    { class: 'like' },
    image,
    h(
      'div',
      {},
      h('p', { class: 'like__kicker' }, 'Similar to'),
      h('h1', {}, h('button', { type: 'button', class: 'like__title', onclick: () => app.go({ item: id }) }, title)),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button button--plain',
        'data-key': 'unlike',
        onclick: () => app.go({ like: undefined }),
      },
      icon('close'),
      'Close',
    ),
  );
}
