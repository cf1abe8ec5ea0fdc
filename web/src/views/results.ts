import type { Hit } from '../../../src/domain/hit.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { EVERYTHING, type State } from '../state.ts';
import { card } from './card.ts';
import { openWhy } from './why.ts';

/** Cards likely seen without scrolling: their pictures are fetched first. */
const FIRST = 8;

/** The list itself, or what to do when there is none. */
export function results(app: App, { state, listing, error }: Model): Child {
  if (error) return failure(app, error.message);
  if (!listing) return skeleton();
  if (listing.hits.length === 0) return nothing(app, state, listing.total.value > 0);
  const actions = {
    open: (id: string) => app.go({ item: id }),
    similar: (id: string) => {
      app.go({ ...EVERYTHING, like: id });
      scrollTo({ top: 0 });
    },
    why: openWhy,
  };
  return h(
    'div',
    { class: `${state.view} ${listing.hits.some(hasPicture) ? '' : 'plain'}` },
    listing.hits.map((hit, at) => card(hit, state, actions, at < FIRST)),
  );
}

/** Where no result has a picture, none of them has a place for one. */
function hasPicture({ item }: Hit): boolean {
  return Array.isArray(item.images) && item.images.length > 0;
}

/** How the words were taken: what was corrected, and what was left out where no chip says so. */
export function understood({ listing, error }: Model): Child {
  const query = error ? undefined : listing?.query;
  if (!query) return null;
  const lines = [
    ...(query.corrected ? [`Searched for “${query.corrected}” beside “${query.text}”.`] : []),
    ...(query.excluded.length > 0 && !query.recognised?.some(({ kind }) => kind === 'exclusion')
      ? [`Without: ${query.excluded.join(', ')}.`]
      : []),
  ];
  return lines.map((line) => h('p', { class: 'notice' }, icon('info'), line));
}

/** What the engine has to say about the answer, below it. */
export function notices(app: App, { listing, error }: Model): Child {
  if (!listing || error) return null;
  return listing.notices.map(({ text, offersWeak }) =>
    h('p', { class: 'notice' }, icon('info'), text, offersWeak && showWeak(app)),
  );
}

function showWeak(app: App): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'notice__button', 'data-key': 'weak', onclick: () => app.go({ weak: true }) },
    'Show them',
  );
}

function failure(app: App, message: string): HTMLElement {
  return h(
    'div',
    { class: 'message', role: 'alert' },
    h('h2', {}, 'That did not work'),
    h('p', {}, message),
    h('button', { type: 'button', class: 'button', onclick: () => app.retry() }, 'Try again'),
  );
}

function nothing(app: App, state: State, beyond: boolean): HTMLElement {
  const offer = (text: string, change: Partial<State>) =>
    h('button', { type: 'button', class: 'button button--plain', onclick: () => app.go(change) }, text);
  const advice = beyond
    ? 'This page lies behind the last one.'
    : 'Try fewer or other words, or a picture of what you have in mind.';
  return h(
    'div',
    { class: 'message' },
    h('h2', {}, state.text.trim() === '' ? 'Nothing found' : `Nothing found for “${state.text.trim()}”`),
    h('p', {}, advice),
    h(
      'p',
      { class: 'message__offers' },
      beyond && offer('First page', { page: 1 }),
      state.refine.length > 0 && offer('Clear the filters', { refine: [] }),
      state.picture !== undefined && offer('Remove the picture', { picture: undefined }),
      offer('Show everything', EVERYTHING),
    ),
  );
}

function skeleton(): HTMLElement {
  return h(
    'div',
    { class: 'cards', 'aria-hidden': 'true' },
    Array.from({ length: FIRST }, () =>
      h('div', { class: 'card card--ghost' }, h('div', { class: 'card__tile' }), h('div', { class: 'card__body' })),
    ),
  );
}
