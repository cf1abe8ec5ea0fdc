import { glazed } from './cups.ts';
import type { Drawing } from './look.ts';
import { arc, curve, ellipse, mirror, outline, turned } from './outline.ts';
import { darker, fill, gleam, lighter, stroke, stuff, surface } from './surface.ts';

const bowl: Drawing = (look) => {
  const [half, top] = [look.vary(128, 146), look.vary(262, 284)];
  const body = stuff(
    turned(
      240,
      `${half} ${top}*, ${half * 0.92} ${top + 52}, ${half * 0.62} ${top + 104}, 56 ${top + 120}*, 52 ${top + 132}*`,
      5,
    ),
    glazed(look),
    'round',
  );
  const inside = surface(ellipse(240, top, half, half * 0.22), look.either(lighter(look.main, 0.35), '#f7f2e8'), {
    shade: 'inside',
  });
  const rim = stroke(ellipse(240, top, half, half * 0.22), look.either(lighter(look.main, 0.3), '#a9743f'), 5);
  const food = look.either(
    '',
    '',
    surface(ellipse(240, top + 12, half - 30, half * 0.13), '#e7d3a0', { shade: 'plump' }) +
      [
        [-50, 8],
        [-16, 18],
        [24, 8],
        [56, 16],
      ]
        .map(([dx, dy]) => surface(ellipse(240 + dx!, top + dy!, 11, 8), '#a8324a', { shade: 'ball' }))
        .join(''),
  );
  return { body: body + inside + food + rim, shadow: half * 0.72, ground: top + 134 };
};

const plate: Drawing = (look) => {
  const rx = look.vary(178, 192);
  const y = 262;
  const body = stuff(ellipse(240, y, rx, rx * 0.86), glazed(look), 'soft');
  const well = surface(
    ellipse(240, y + 2, rx * 0.66, rx * 0.56),
    look.either(lighter(look.main, 0.1), '#f8f4ea', look.main),
    { shade: 'soft' },
  );
  const ring = stroke(
    ellipse(240, y, rx - 6, rx * 0.86 - 5),
    look.either(lighter(look.main, 0.45), darker(look.main, 0.25), '#b98a4a'),
    5,
  );
  const rim =
    stroke(ellipse(240, y + 2, rx * 0.66, rx * 0.56), '#000000', 3, 0.16) +
    stroke(ellipse(240, y, rx * 0.7, rx * 0.6), '#ffffff', 3, 0.4);
  return {
    body:
      fill(ellipse(246, y + 12, rx, rx * 0.86), '#2a2320', 0.2) +
      body +
      ring +
      well +
      rim +
      gleam(
        curve(`${240 - rx * 0.8} ${y - 24}, ${240 - rx * 0.6} ${y - rx * 0.5}, ${240 - rx * 0.2} ${y - rx * 0.72}`),
        7,
        0.4,
      ),
    shadow: 0,
  };
};

const tin: Drawing = (look) => {
  const [half, top] = [look.vary(84, 104), look.vary(186, 220)];
  const body = stuff(turned(240, `${half} ${top}*, ${half} 396, ${half - 4} 402*`, 11), glazed(look), 'round');
  const lid =
    surface(
      turned(240, `${half + 4} ${top - 30}*, ${half + 4} ${top - 2}*`, 14),
      look.either('#c4935a', '#8a5a33', '#c4935a'),
      { shade: 'round', over: ['grain'] },
    ) + surface(ellipse(240, top - 30, half + 4, 15), '#d6ab73', { over: ['grain'] });
  const knob = surface(ellipse(240, top - 44, 16, 14), look.either('#8a5a33', look.main), { shade: 'ball' });
  const seal = stroke(arc(240, top + 2, half, 13), '#e9e4da', 4, 0.9);
  const label =
    look.pattern === 'plain'
      ? surface(
          outline(
            mirror(
              `240 ${top + 64}, ${240 + half * 0.6} ${top + 60}*, ${240 + half * 0.6} ${top + 118}*, 240 ${top + 124}`,
            ),
          ),
          '#faf7f0',
          { shade: 'round' },
        ) +
        stroke(arc(240, top + 86, half * 0.36, 3), '#55504a', 6, 0.8) +
        stroke(arc(240, top + 102, half * 0.26, 3), '#55504a', 3, 0.8)
      : '';
  return { body: body + seal + label + lid + knob, shadow: half + 8, ground: 408 };
};

export const TABLEWARE = { bowl, plate, tin } as const satisfies Record<string, Drawing>;
