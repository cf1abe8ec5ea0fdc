import { box, ellipse, polygon } from './outline.ts';
import { contrast, surface, wood } from './surface.ts';

/** A leg that narrows towards the floor; `lean` moves the foot outwards. */
export const leg = (x: number, from: number, to: number, width: number, lean: number, colour: string): string =>
  wood(
    polygon(
      `${x - width / 2} ${from}, ${x + width / 2} ${from}, ${x + lean + width * 0.3} ${to}, ${x + lean - width * 0.3} ${to}`,
    ),
    colour,
    'grain-up',
  );

/** A round knob of brass or a bar. */
export const handle = (x: number, y: number, look: { readonly main: string }, round: boolean): string =>
  round
    ? surface(ellipse(x, y, 7), '#d0ac5c', { shade: 'ball' })
    : surface(box(x - 22, y - 4, 44, 8, 4), contrast(look.main), { shade: 'tall' });
