import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, turned } from './outline.ts';
import { darker, group, stroke, surface, tube } from './surface.ts';

const racket: Drawing = (look) => {
  const [rx, ry] = [look.vary(88, 98), look.vary(112, 122)];
  const y = 164;
  const clip = `<clipPath id="clip"><path d="${ellipse(240, y, rx, ry)}"/></clipPath>`;
  const strings = racketStrings(rx, ry, y);
  const head =
    stroke(ellipse(240, y, rx, ry), darker(look.main, 0.4), 19) +
    stroke(ellipse(240, y, rx, ry), look.main, 16) +
    stroke(ellipse(238, y - 2, rx + 2, ry + 2), '#ffffff', 3, 0.35);
  const band = stroke(
    `M${240 - rx} ${y}A${rx} ${ry} 0 0 1 ${240 - rx * 0.5} ${y - ry * 0.86}M${240 + rx} ${y}A${rx} ${ry} 0 0 0 ${240 + rx * 0.5} ${y - ry * 0.86}`,
    look.accent,
    16,
  );
  const throat =
    tube(curve(`${240 - rx * 0.62} ${y + ry * 0.82}, 218 ${y + ry + 40}, 236 ${y + ry + 84}`), look.main, 13) +
    tube(curve(`${240 + rx * 0.62} ${y + ry * 0.82}, 262 ${y + ry + 40}, 244 ${y + ry + 84}`), look.main, 13);
  const grip =
    surface(box(226, y + ry + 70, 28, 118, 8), '#2c2c30', { shade: 'round' }) +
    [86, 106, 126, 146, 166]
      .map((dy) => stroke(line(`227 ${y + ry + dy + 6}, 253 ${y + ry + dy - 6}`), '#6b6e75', 2.5))
      .join('');
  return {
    body: group(
      'rotate(20 240 240)',
      clip,
      `<g clip-path="url(#clip)">${strings}</g>`,
      throat,
      head,
      look.either(band, ''),
      grip,
    ),
    shadow: 84,
    ground: 440,
    middle: 190,
  };
};

const racketStrings = (rx: number, ry: number, y: number): string =>
  Array.from({ length: 15 }, (_, index) => index - 7)
    .map(
      (step) =>
        stroke(line(`${240 + step * 13} ${y - ry}, ${240 + step * 13} ${y + ry}`), '#fbfbf5', 2) +
        stroke(line(`${240 - rx} ${y + step * 16}, ${240 + rx} ${y + step * 16}`), '#d9d7cf', 1.8),
    )
    .join('');

const tennisBalls: Drawing = (look) => {
  const r = look.vary(46, 52);
  const colour = look.main === '#f5c928' ? '#d9e34a' : look.main;
  const tubeOf = surface(turned(176, `${r + 6} 128*, ${r + 6} 396*`, 8), '#eef3f5', { shade: 'glass', opacity: 0.3 });
  const inside = [396 - r, 396 - 3 * r + 4, 396 - 5 * r + 8].map((y) => felt(176, y, r, colour)).join('');
  const lid = surface(turned(176, `${r + 9} 108*, ${r + 9} 132*`, 7), look.either('#2f3035', look.accent), {
    shade: 'round',
  });
  const label =
    surface(turned(176, `${r + 6} 330*, ${r + 6} 382*`, 8), look.either('#1e2d55', '#23563b', '#7c1d33'), {
      shade: 'round',
      opacity: 0.92,
    }) + stroke(curve('152 362, 176 350, 200 362'), '#ffffff', 5);
  return {
    body: inside + tubeOf + label + lid + felt(312, 402 - r, r, colour) + felt(396, 408 - r, r * 0.96, colour),
    shadow: 176,
    ground: 408,
    middle: 264,
  };
};

const felt = (x: number, y: number, r: number, colour: string): string =>
  surface(ellipse(x, y, r), colour, { shade: 'ball', over: ['fur'] }) +
  stroke(
    curve(`${x - r * 0.86} ${y - r * 0.5}, ${x - r * 0.2} ${y - r * 0.1}, ${x - r * 0.16} ${y + r * 0.96}`),
    '#fbfbf5',
    4.5,
  ) +
  stroke(
    curve(`${x + r * 0.3} ${y - r * 0.94}, ${x + r * 0.36} ${y - r * 0.2}, ${x + r * 0.97} ${y + r * 0.2}`),
    '#fbfbf5',
    4.5,
  );

export const TENNIS = { racket, 'tennis-balls': tennisBalls } as const satisfies Record<string, Drawing>;
