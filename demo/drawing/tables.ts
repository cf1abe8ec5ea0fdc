import { handle, leg } from './furniture-parts.ts';
import type { Drawing } from './look.ts';
import { box, ellipse, mirror, outline, polygon } from './outline.ts';
import { darker, lighter, surface, wood } from './surface.ts';

const table: Drawing = (look) => {
  const [half, top, thick] = [look.vary(178, 196), look.vary(206, 226), look.vary(16, 24)];
  const round = look.either(true, false, false);
  const surfaceTop = round
    ? surface(ellipse(240, top, half, 42), look.main, { over: ['grain'] })
    : wood(
        polygon(
          `${262 - half} ${top - 32}, ${218 + half} ${top - 32}, ${240 + half} ${top + 26}, ${240 - half} ${top + 26}`,
        ),
        look.main,
      );
  const edge = round
    ? surface(
        `M${240 - half} ${top}A${half} 42 0 0 0 ${240 + half} ${top}v${thick}A${half} 42 0 0 1 ${240 - half} ${top + thick}Z`,
        darker(look.main, 0.12),
        { shade: 'round' },
      )
    : wood(box(240 - half, top + 26, 2 * half, thick, 3), darker(look.main, 0.12));
  const dark = darker(look.main, 0.28);
  const back = [
    leg(240 - half * 0.72, top + 30, 380, 20, -4, dark),
    leg(240 + half * 0.72, top + 30, 380, 20, 4, dark),
  ].join('');
  const front = [
    leg(262 - half, top + 40, 414, 26, -6, look.main),
    leg(218 + half, top + 40, 414, 26, 6, look.main),
  ].join('');
  const column = surface(
    outline(mirror(`240 ${top + 50}, 262 ${top + 50}*, 256 340, 268 372, 330 402, 334 414*, 240 404`)),
    look.main,
    { shade: 'round', over: ['grain-up'] },
  );
  const apron = wood(box(268 - half, top + 40, 2 * half - 56, 28, 2), dark);
  return {
    body: (round ? look.either(column, back + front) : back + apron + front) + edge + surfaceTop,
    shadow: half,
    ground: 412,
  };
};

const desk: Drawing = (look) => {
  const [half, top] = [look.vary(174, 192), look.vary(216, 232)];
  const [round, count] = [look.either(true, false), Number(look.fact('drawers') ?? 3)];
  const dark = darker(look.main, 0.26);
  const plate = wood(
    polygon(
      `${266 - half} ${top - 30}, ${214 + half} ${top - 30}, ${240 + half} ${top + 14}, ${240 - half} ${top + 14}`,
    ),
    look.main,
  );
  const edge = wood(box(240 - half, top + 14, 2 * half, 15, 2), darker(look.main, 0.1));
  const left = leg(258 - half, top + 28, 412, 20, -4, look.main) + leg(278 - half, top + 28, 386, 15, 0, dark);
  const high = 138 / count;
  const drawers = Array.from(
    { length: count },
    (_, row) =>
      wood(box(132 + half, top + 33 + row * high, 92, high - 4, 3), lighter(look.main, 0.08)) +
      handle(178 + half, top + 31 + (row + 0.5) * high, look, round),
  );
  const tower =
    wood(box(126 + half, top + 28, 104, 144, 3), dark) +
    drawers.join('') +
    leg(136 + half, top + 172, 412, 14, -2, look.main) +
    leg(220 + half, top + 172, 412, 14, 2, look.main);
  const flat =
    wood(box(262 - half, top + 29, 2 * half - 140, 30, 2), darker(look.main, 0.18)) +
    handle(190, top + 44, look, round);
  return { body: left + flat + tower + edge + plate, shadow: half, ground: 412 };
};

export const TABLES = { table, desk } as const satisfies Record<string, Drawing>;
