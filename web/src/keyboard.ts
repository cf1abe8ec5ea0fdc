export interface Keys {
  focusSearch(): void;
  closeFilters(): void;
}

/** `/` goes to the search box, arrows walk over the results, Escape leaves. Dialogs handle Escape by themselves. */
export function listenToKeys({ focusSearch, closeFilters }: Keys): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const writing = target.matches('input:not([type=checkbox]), select, textarea');
    if (event.key === '/' && !writing) {
      event.preventDefault();
      focusSearch();
    } else if (event.key === 'Escape') {
      closeFilters();
      if (target.matches('[type=search]')) target.blur();
    } else if (
      event.key.startsWith('Arrow') &&
      (!writing || (target.matches('[type=search]') && event.key === 'ArrowDown'))
    ) {
      if (moveFocus(target, event.key)) event.preventDefault();
    }
  });
}

/** To the next card in a direction; from elsewhere, down to the first one. */
function moveFocus(from: HTMLElement, key: string): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('.card__link, .pick__link')].filter(isShown);
  const link = cardOf(from)
    ? neighbour(links, from, key)
    : key === 'ArrowDown' && !from.closest('.filters') && links[0];
  if (!link) return false;
  link.focus({ preventScroll: true });
  cardOf(link)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

function isShown(link: HTMLElement): boolean {
  return link.getClientRects().length > 0;
}

function cardOf(element: HTMLElement): Element | null {
  return element.closest('.card, .pick');
}

/** Cards whose tops differ by less are in one row. CSS pixels. */
const ROW = 4;

/** Left and right along a shelf, or a list; up and down to the nearest of the next row. */
function neighbour(links: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const own = cardOf(from)!;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const along = links.filter((link) => link.closest('.shelf') === own.closest('.shelf'));
    return along[along.findIndex((link) => own.contains(link)) + (key === 'ArrowRight' ? 1 : -1)];
  }
  const place = (card: Element) => card.getBoundingClientRect();
  const { top, left } = place(own);
  const sign = key === 'ArrowDown' ? 1 : -1;
  const away = (link: HTMLElement) => sign * (place(cardOf(link)!).top - top);
  const beyond = links.filter((link) => away(link) > ROW);
  const nearest = Math.min(...beyond.map(away));
  const aside = (link: HTMLElement) => Math.abs(place(cardOf(link)!).left - left);
  return beyond.filter((link) => away(link) < nearest + ROW).sort((a, b) => aside(a) - aside(b))[0];
}
