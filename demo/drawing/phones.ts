import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline } from './outline.ts';
import { contrast, darker, fill, gleam, group, stroke, stuff, surface } from './surface.ts';

const phone: Drawing = (look) => {
  const [width, height] = [look.vary(150, 164), look.vary(296, 318)];
  const [x, y] = [276 - width / 2, 404 - height];
  const back = group(
    'translate(-92 -4) rotate(-9 200 260)',
    surface(box(x, y, width, height, 26), look.main, { shade: 'soft' }),
    surface(box(x + 12, y + 12, 62, look.either(62, 92), 16), darker(look.main, 0.16)),
    [30, look.either(58, 58)].map((dy) => surface(ellipse(x + 34, y + dy, 13), '#22242a', { shade: 'ball' })).join(''),
    surface(ellipse(x + 60, y + 30, 5), '#fff3cf'),
  );
  const front =
    surface(box(x, y, width, height, 26), darker(look.main, 0.08), { shade: 'metal' }) +
    fill(box(x + 6, y + 6, width - 12, height - 12, 21), '#0d0e12');
  const picture = `<clipPath id="clip"><path d="${box(x + 9, y + 9, width - 18, height - 18, 18)}"/></clipPath><g clip-path="url(#clip)">${landscape(look, x + 9, y + 9, width - 18, height - 18)}</g>`;
  const icons = [0, 1, 2, 3].map((column) =>
    fill(
      box(x + 20 + column * ((width - 40) / 4), y + height - 52, 24, 24, 7),
      ['#57b66b', '#f3f3f5', '#e9a13b', '#4d8ce0'][column]!,
      0.95,
    ),
  );
  const lens = look.either(fill(ellipse(276, y + 24, 6), '#0d0e12'), fill(box(250, y + 16, 52, 13, 7), '#0d0e12'));
  return {
    body:
      back +
      front +
      picture +
      icons.join('') +
      lens +
      surface(box(x + 6, y + 6, width - 12, height - 12, 21), '#ffffff', {
        shade: 'flat',
        over: ['screen'],
        opacity: 0.02,
      }),
    shadow: 118,
    middle: 236,
    ground: 406,
  };
};

/** What a screen shows: hills under a sky of some hour. */
export function landscape(look: Look, x: number, y: number, width: number, height: number): string {
  const [sky, near, far] = look.either(
    ['#f3b67c', '#7a3f5d', '#b8607a'],
    ['#8fc7ec', '#2f6f5b', '#5fa183'],
    ['#2b2f5b', '#141a38', '#3f4a86'],
    ['#f6d7e0', '#8f6fae', '#c49bc6'],
  );
  const hill = (level: number, rise: number, colour: string): string =>
    fill(
      outline(
        `${x} ${y + height}*, ${x} ${y + height * level}*, ${x + width * 0.3} ${y + height * (level - rise)}, ${x + width * 0.62} ${y + height * (level + rise * 0.4)}, ${x + width} ${y + height * (level - rise * 0.6)}*, ${x + width} ${y + height}*`,
      ),
      colour,
    );
  return (
    fill(box(x, y, width, height), sky) +
    fill(ellipse(x + width * 0.7, y + height * 0.34, Math.min(width, height) * 0.12), '#fff6dc', 0.9) +
    hill(0.62, 0.14, far) +
    hill(0.8, 0.1, near)
  );
}

const phoneCase: Drawing = (look) => {
  const [width, height] = [look.vary(166, 180), look.vary(316, 336)];
  const [x, y] = [240 - width / 2, 404 - height];
  const body =
    stuff(box(x, y, width, height, 34), look, 'soft') +
    stroke(box(x + 5, y + 5, width - 10, height - 10, 30), '#ffffff', 3, 0.25);
  const hole =
    surface(box(x + 20, y + 20, look.either(66, 66, 54), look.either(66, 98), 20), '#e4e2de', { shade: 'inside' }) +
    stroke(box(x + 20, y + 20, 66, 66, 20), darker(look.main, 0.3), 0);
  const buttons =
    surface(box(x - 4, y + 90, 8, 44, 4), darker(look.main, 0.2)) +
    surface(box(x + width - 4, y + 104, 8, 60, 4), darker(look.main, 0.2));
  const edge = stroke(
    curve(`${x + 30} ${y + height - 3}, 240 ${y + height - 2}, ${x + width - 30} ${y + height - 3}`),
    '#000000',
    5,
    0.15,
  );
  const ring =
    look.pattern === 'plain'
      ? look.either(
          '',
          stroke(ellipse(240, y + height * 0.56, 40), contrast(look.main), 6, 0.35),
          surface(ellipse(240, y + height * 0.6, 30), darker(look.main, 0.2), { shade: 'ball' }),
        )
      : '';
  return {
    body: group(
      'rotate(5 240 260)',
      buttons,
      body,
      hole,
      edge,
      ring,
      gleam(line(`${x + 14} ${y + 120}, ${x + 14} ${y + height - 60}`), 6, 0.35),
    ),
    shadow: 92,
    ground: 410,
  };
};

const smartwatch: Drawing = (look) => {
  const [width, height] = [look.vary(124, 138), look.vary(140, 156)];
  const round = look.either(true, false);
  const [x, y] = [240 - width / 2, 240 - height / 2];
  const strap =
    surface(
      outline(
        `${240 - width * 0.34} 50, 240 44, ${240 + width * 0.34} 50, ${240 + width * 0.4} ${y + 14}*, ${240 - width * 0.4} ${y + 14}*`,
      ),
      look.main,
      { shade: 'round' },
    ) +
    surface(
      outline(
        `${240 - width * 0.4} ${y + height - 14}*, ${240 + width * 0.4} ${y + height - 14}*, ${240 + width * 0.34} 430, 240 440, ${240 - width * 0.34} 430`,
      ),
      look.main,
      { shade: 'round' },
    );
  const holes = [352, 372, 392, 412].map((at) => fill(ellipse(240, at, 5), '#17130f', 0.5)).join('');
  const casing = smartwatchCasing(width, height, round, x, y);
  const glass = smartwatchGlass(width, height, round, x, y);
  return {
    body: group(
      'rotate(-6 240 240)',
      strap,
      holes,
      surface(box(x + width - 4, 224, 12, 32, 5), '#55575d', { shade: 'metal' }),
      casing,
      glass,
      look.either(ACTIVITY, time(look)),
    ),
    shadow: 74,
    ground: 444,
  };
};

/** Ten o'clock, with a bar in the colour of the strap. */
const time = (look: Look): string =>
  stroke(line('218 222, 218 262'), '#f3f3f5', 7) +
  stroke(line('246 222, 232 222, 232 262, 246 262, 246 222'), '#f3f3f5', 6) +
  stroke(line('204 280, 274 280'), look.main, 6);

const smartwatchGlass = (width: number, height: number, round: boolean, x: number, y: number): string =>
  fill(round ? ellipse(240, 240, width * 0.5) : box(x + 8, y + 8, width - 16, height - 16, 29), '#0c0d10');

const smartwatchCasing = (width: number, height: number, round: boolean, x: number, y: number): string =>
  surface(round ? ellipse(240, 240, width * 0.58) : box(x, y, width, height, 36), '#3a3b40', {
    shade: 'metal',
  });

const ring = (radius: number, colour: string, share: number): string =>
  `<circle cx="240" cy="240" r="${radius}" fill="none" stroke="${colour}" stroke-width="8" stroke-linecap="round" stroke-dasharray="${share * radius * 6.28} 999" transform="rotate(-90 240 240)"/>`;

const ACTIVITY = ring(44, '#ef4a62', 0.8) + ring(32, '#8fd14b', 0.65) + ring(20, '#47b8e8', 0.5);

export const PHONES = { phone, 'phone-case': phoneCase, smartwatch } as const satisfies Record<string, Drawing>;
