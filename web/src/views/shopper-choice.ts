import { recentUsers } from '../api.ts';
import type { App } from '../app.ts';
import { h, show } from '../dom.ts';
import { become, who } from '../shopper.ts';

const OFFERED = 12;
/** A server that tells of no shoppers is not asked again while this tab is open. */
const REFUSED = 'vitrine.users-refused';

/** Lets one shop as somebody else, where the server tells of shoppers: on one's own machine, in the demo. */
export function shopperChoice(app: App): HTMLElement {
  const place = h('div', { class: 'header__shopper' });
  if (sessionStorage.getItem(REFUSED) === null)
    recentUsers(app.model().state.catalog, OFFERED).then(
      (users) => offer(app, place, users),
      () => sessionStorage.setItem(REFUSED, ''),
    );
  return place;
}

function offer(app: App, place: HTMLElement, users: readonly string[]): void {
  const { user } = who();
  const offered = user === undefined || users.includes(user) ? users : [user, ...users];
  if (offered.length === 0) return;
  const select = h(
    'select',
    {
      class: 'select',
      'aria-label': 'Shopping as',
      onchange: () => {
        become(select.value === '' ? undefined : select.value);
        app.refresh();
      },
    },
    h('option', { value: '', selected: user === undefined }, 'Guest'),
    offered.map((id) => h('option', { value: id, selected: id === user }, id)),
  );
  show(place, select);
}
