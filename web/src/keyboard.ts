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
  const links = [...document.querySelectorAll<HTMLElement>('.card__link')];
  const at = links.findIndex((link) => link.closest('.card')?.contains(from));
  const to = at === -1 ? (key === 'ArrowDown' && !from.closest('.filters') ? 0 : -1) : at + stepOf(links, key);
  const link = links[to];
  if (!link) return false;
  link.focus({ preventScroll: true });
  link.closest('.card')?.scrollIntoView({ block: 'nearest' });
  return true;
}

function stepOf(links: readonly HTMLElement[], key: string): number {
  if (key === 'ArrowRight') return 1;
  if (key === 'ArrowLeft') return -1;
  const top = (link: HTMLElement) => link.closest('.card')!.getBoundingClientRect().top;
  const columns = links.filter((link) => Math.abs(top(link) - top(links[0]!)) < 2).length;
  return key === 'ArrowDown' ? columns : -columns;
}
