import { handle, leg } from './furniture-parts.ts';
import type { Drawing } from './look.ts';
import { box, curve, line, mirror, outline, polygon } from './outline.ts';
import { darker, fill, fold, lighter, stuff, surface, wood } from './surface.ts';

const SPINES = ['#a83a3a', '#2f5d8a', '#d9b64b', '#3f7a58', '#e7dcc4', '#5b3f78', '#c7713d', '#31343b'] as const;

const bookshelf: Drawing = (look) => {
  const [half, top] = [look.vary(104, 126), look.vary(64, 104)];
  const rows = look.either(4, 5);
  const height = (404 - top) / rows;
  const inner = surface(box(240 - half, top, 2 * half, 404 - top, 3), darker(look.main, 0.5), { shade: 'tall' });
  const things = Array.from({ length: rows }, (_, row) =>
    shelfOf(look, 246 - half, top + row * height + 10, top + (row + 1) * height - 2, 2 * half - 12),
  );
  const boards = Array.from({ length: rows + 1 }, (_, row) =>
    wood(box(240 - half, top + row * height - 4, 2 * half, 10, 1), look.main),
  ).join('');
  const sides = [-1, 1]
    .map((side) => wood(box(240 + side * half - 6, top - 6, 12, 414 - top, 2), darker(look.main, 0.08), 'grain-up'))
    .join('');
  return { body: inner + things.join('') + boards + sides, shadow: half + 20, ground: 410 };
};

/** Books of all heights, here and there a ball or a gap. */
function shelfOf(
  { vary, either }: Parameters<Drawing>[0],
  left: number,
  top: number,
  bottom: number,
  width: number,
): string {
  const parts: string[] = [];
  for (let x = left + 4; x < left + width - 14; ) {
    const thick = vary(9, 18);
    if (vary(0, 1) < 0.13) x += vary(14, 34);
    else {
      const high = (bottom - top) * vary(0.62, 0.95);
      if (x + thick < left + width)
        parts.push(
          surface(box(x, bottom - high, thick, high, 2), either(...SPINES), { shade: 'round' }) +
            fill(box(x + 2, bottom - high * 0.8, thick - 4, 4), '#ffffff', 0.5),
        );
      x += thick + 0.5;
    }
  }
  return parts.join('');
}

const dresser: Drawing = (look) => {
  const [half, top, rows] = [look.vary(126, 146), look.vary(176, 204), Number(look.fact('drawers') ?? 3)];
  const round = look.either(true, false);
  const height = (384 - top) / rows;
  const front = Array.from({ length: rows }, (_, row) => {
    const y = top + row * height;
    return (
      wood(box(252 - half, y + 4, 2 * half - 24, height - 8, 4), lighter(look.main, 0.07)) +
      handle(240 - half * 0.5, y + height / 2, look, round) +
      handle(240 + half * 0.5, y + height / 2, look, round)
    );
  });
  const feet = [leg(258 - half, 386, 412, 18, -5, look.main), leg(222 + half, 386, 412, 18, 5, look.main)].join('');
  const body = wood(box(240 - half, top - 6, 2 * half, 396 - top, 4), darker(look.main, 0.18));
  const plate =
    wood(
      polygon(
        `${256 - half} ${top - 30}, ${224 + half} ${top - 30}, ${248 + half} ${top - 8}, ${232 - half} ${top - 8}`,
      ),
      look.main,
    ) + wood(box(232 - half, top - 8, 2 * half + 16, 10, 3), darker(look.main, 0.08));
  return { body: feet + body + front.join('') + plate, shadow: half + 24, ground: 412 };
};

const bed: Drawing = (look) => {
  const [top, cover] = [look.vary(118, 150), look.either('#f4f1ea', look.accent, '#e4e0d8')];
  const head = look.either(
    wood(
      outline(mirror(`240 ${top - 14}, 330 ${top - 6}, 412 ${top + 18}, 416 ${top + 40}*, 416 330*, 240 330`)),
      look.main,
    ),
    stuff(box(62, top, 356, 200, 26), { ...look, pattern: 'plain' }, 'plump') +
      [133, 204, 276, 347].map((x) => fold(line(`${x} ${top + 8}, ${x} 320`), 4, 0.16)).join(''),
    wood(box(62, top, 356, 30, 6), look.main) +
      [90, 150, 210, 270, 330, 390].map((x) => wood(box(x - 7, top + 28, 14, 200, 3), look.main, 'grain-up')).join(''),
  );
  const pillow = (x: number): string =>
    surface(
      outline(
        `${x - 66} 232, ${x} 224, ${x + 66} 232, ${x + 72} 258, ${x + 62} 286, ${x} 290, ${x - 64} 286, ${x - 72} 256`,
      ),
      '#fbfaf6',
      { shade: 'plump' },
    );
  const mattress = surface(outline('76 268*, 404 268*, 440 356*, 40 356*'), '#f6f4ee', { shade: 'tall' });
  const blanket =
    surface(outline('66 288, 160 280, 320 282, 414 288, 446 362, 430 386*, 50 386*, 34 362'), cover, {
      shade: 'tall',
      over: ['weave'],
    }) +
    fold(curve('150 296, 136 330, 140 382')) +
    fold(curve('320 292, 344 330, 336 384')) +
    surface(outline('64 288*, 240 281, 416 288*, 424 308*, 240 300, 56 308*'), lighter(cover, 0.4), { shade: 'flat' });
  const foot =
    wood(box(30, 378, 420, 24, 4), look.main) +
    leg(46, 398, 420, 16, -2, darker(look.main, 0.15)) +
    leg(434, 398, 420, 16, 2, darker(look.main, 0.15));
  return { body: head + mattress + pillow(164) + pillow(316) + blanket + foot, shadow: 214, ground: 416 };
};

export const CABINETS = { bookshelf, dresser, bed } as const satisfies Record<string, Drawing>;
