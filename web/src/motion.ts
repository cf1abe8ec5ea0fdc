const DURATION_MS = 450;
const EASING = 'cubic-bezier(0.2, 0.8, 0.2, 1)';

/** Shows a list in another order: each card goes from its place to its new one, so that the eye can follow. */
export function reordered(list: HTMLElement, draw: () => void): void {
  const before = new Map([...cardsOf(list)].map((card) => [card.dataset.id, card.getBoundingClientRect()]));
  draw();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const moved = [...cardsOf(list)].map((card) => [card, before.get(card.dataset.id)] as const);
  for (const [card, from] of moved) {
    const to = card.getBoundingClientRect();
    const keyframes = from
      ? { transform: [`translate(${from.x - to.x}px, ${from.y - to.y}px)`, 'none'] }
      : { opacity: [0, 1] };
    card.animate(keyframes, { duration: DURATION_MS, easing: EASING });
  }
}

function cardsOf(list: HTMLElement): NodeListOf<HTMLElement> {
  return list.querySelectorAll<HTMLElement>('.card[data-id]');
}
