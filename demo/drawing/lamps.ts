import type { Drawing, Look } from './look.ts';
import { arc, box, ellipse, line, mirror, outline, turned } from './outline.ts';
import { darker, fill, lighter, stroke, stuff, surface, tube } from './surface.ts';

const floorLamp: Drawing = (look) => {
  const [x, top, width] = [240, look.vary(48, 62), look.vary(58, 76)];
  const metal = look.either('#3a3a3e', '#c9a45c', '#b9834a');
  const base = surface(outline(mirror('240 394, 292 398, 306 408, 290 416, 240 420')), metal, { shade: 'metal' });
  const pole = surface(box(x - 4, top + 70, 8, 334 - top, 2), metal, { shade: 'metal' });
  const tripod = [-1, 0, 1]
    .map((side) => tube(line(`240 ${top + 130}, ${240 + side * 78} ${side === 0 ? 398 : 414}`), metal, 9))
    .join('');
  const shade = surface(
    outline(mirror(`240 ${top - 4}, ${240 + width * 0.62} ${top}*, ${240 + width} ${top + 108}*, 240 ${top + 118}`)),
    look.main,
    { shade: 'round', over: ['weave'] },
  );
  const lit = fill(
    outline(
      mirror(`240 ${top + 8}, ${240 + width * 0.4} ${top + 8}, ${240 + width * 0.7} ${top + 104}, 240 ${top + 112}`),
    ),
    '#fff0bf',
    0.35,
  );
  const rim = stroke(arc(240, top + 107, width, 10), darker(look.main, 0.2), 3);
  return {
    body: glow(240, top + 90, 150) + look.either(base + pole, pole + tripod) + shade + lit + rim,
    shadow: 84,
    ground: 416,
  };
};

const tableLamp: Drawing = (look) => {
  const [top, width, belly] = [look.vary(96, 112), look.vary(92, 108), look.vary(54, 72)];
  const linen = look.either('#f3ead6', '#f7f3ea', '#e3d2b0');
  const profile = look.either(
    `14 246*, 18 258, ${belly} 318, ${belly * 0.9} 372, 44 398*`,
    `12 246*, 16 270, ${belly * 0.66} 290, 20 318, ${belly * 0.96} 356, ${belly} 390, 54 400*`,
    `16 246*, 26 262, ${belly * 0.8} 300, ${belly * 0.86} 360, ${belly * 0.6} 400*`,
  );
  const foot = stuff(turned(240, profile, 7), look, 'round');
  const stem = surface(box(234, 216, 12, 34, 3), '#c9a45c', { shade: 'metal' });
  const shade = surface(
    outline(mirror(`240 ${top - 6}, ${240 + width * 0.58} ${top}*, ${240 + width} 226*, 240 238`)),
    linen,
    { shade: 'round', over: ['weave'] },
  );
  const lit = fill(
    outline(mirror(`240 ${top + 14}, ${240 + width * 0.36} ${top + 14}, ${240 + width * 0.72} 220, 240 230`)),
    '#ffedb8',
    0.4,
  );
  const rims =
    stroke(arc(240, 225, width, 11), darker(linen, 0.25), 3) +
    stroke(ellipse(240, top, width * 0.58, 6), darker(linen, 0.25), 2.5);
  return { body: glow(240, 200, 160) + foot + stem + shade + lit + rims, shadow: belly + 24, ground: 408 };
};

const candle: Drawing = (look) => {
  const [half, top] = [look.vary(66, 80), look.vary(236, 260)];
  const glass = candleGlass(half, top);
  const wax = candleWax(look, half, top);
  const pool = surface(ellipse(240, top + 27, half - 2, 11), lighter(look.main, 0.45), { shade: 'tall' });
  const wick = stroke(line(`240 ${top + 26}, 241 ${top + 6}`), '#2f2b29', 4);
  const flame =
    `<path d="${ellipse(240, top - 18, 60)}" fill="url(#shine)" opacity=".8"/>` +
    fill(
      outline(`240 ${top - 52}*, 252 ${top - 22}, 250 ${top - 2}, 240 ${top + 6}, 230 ${top - 2}, 229 ${top - 22}`),
      '#ffb63a',
    ) +
    fill(outline(`240 ${top - 30}*, 246 ${top - 12}, 240 ${top + 2}, 234 ${top - 12}`), '#fff3c2');
  const label =
    surface(box(240 - half * 0.6, top + 66, half * 1.2, 62, 4), '#faf7f0', { shade: 'round' }) +
    [82, 94, 108]
      .map((dy, row) =>
        stroke(
          line(`${240 - half * (0.4 - row * 0.06)} ${top + dy}, ${240 + half * (0.4 - row * 0.06)} ${top + dy}`),
          '#6b6660',
          row === 0 ? 5 : 2.5,
          0.8,
        ),
      )
      .join('');
  return {
    body:
      wax +
      pool +
      wick +
      flame +
      surface(glass, '#ffffff', { shade: 'glass', opacity: 0.08 }) +
      label +
      stroke(ellipse(240, top + 2, half, 10), '#ffffff', 2.5, 0.8),
    shadow: half + 14,
    ground: 410,
  };
};

const candleWax = (look: Look, half: number, top: number): string =>
  surface(outline(mirror(`240 ${top + 32}, ${238 + half} ${top + 26}*, ${235 + half} 394*, 240 404`)), look.main, {
    shade: 'round',
  });

const candleGlass = (half: number, top: number): string =>
  outline(mirror(`240 ${top + 8}, ${240 + half} ${top}*, ${238 + half} 396, ${230 + half} 406*, 240 412`));

/** Warm light about a lamp. */
const glow = (x: number, y: number, radius: number): string =>
  `<path d="${ellipse(x, y, radius)}" fill="url(#shine)" opacity=".55"/>`;

export const LAMPS = { 'floor-lamp': floorLamp, 'table-lamp': tableLamp, candle } as const satisfies Record<
  string,
  Drawing
>;
