import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { contrast, darker, fill, gleam, group, lighter, stroke, stuff, surface } from './surface.ts';

/** What a screen shows: hills under a sky of some hour. */
function landscape(look: Look, x: number, y: number, width: number, height: number): string {
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

const laptop: Drawing = (look) => {
  const [half, top] = [look.vary(158, 172), look.vary(112, 130)];
  const lid = surface(box(240 - half, top, 2 * half, 244 + 112 - top, 14), look.main, { shade: 'metal' });
  const bezel = fill(box(246 - half, top + 6, 2 * half - 12, 340 - top, 9), '#101116');
  const [x, y, width, height] = [256 - half, top + 17, 2 * half - 32, 318 - top];
  const window = look.either(
    '',
    fill(box(x + 26, y + 26, width * 0.46, height * 0.56, 6), '#fbfbfd', 0.92) +
      fill(box(x + 26, y + 26, width * 0.46, 16, 6), '#d9dce2') +
      [56, 72, 88].map((dy) => fill(box(x + 38, y + dy, width * 0.34, 6, 3), '#b7bcc6')).join(''),
  );
  const deck = surface(
    polygon(`${234 - half} 352, ${246 + half} 352, ${278 + half} 392, ${202 - half} 392`),
    lighter(look.main, 0.08),
    { shade: 'tall', over: ['brushed'] },
  );
  const keys = [0, 1, 2]
    .map((row) =>
      fill(
        polygon(
          `${252 - half - row * 8} ${357 + row * 8}, ${228 + half + row * 8} ${357 + row * 8}, ${233 + half + row * 8} ${363 + row * 8}, ${247 - half - row * 8} ${363 + row * 8}`,
        ),
        '#24262c',
        0.85,
      ),
    )
    .join('');
  const pad = surface(polygon('206 381, 274 381, 278 390, 202 390'), darker(look.main, 0.1), { shade: 'flat' });
  const front =
    surface(box(202 - half, 391, 2 * half + 76, 11, 5), darker(look.main, 0.15), { shade: 'tall' }) +
    fill(box(212, 391, 56, 5, 2), '#000000', 0.25);
  return {
    body:
      lid +
      bezel +
      landscape(look, x, y, width, height) +
      window +
      surface(box(x, y, width, height), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) +
      deck +
      keys +
      pad +
      front,
    shadow: 214,
    ground: 406,
  };
};

const tablet: Drawing = (look) => {
  const upright = look.either(true, false);
  const [width, height] = upright
    ? [look.vary(232, 250), look.vary(318, 334)]
    : [look.vary(340, 356), look.vary(236, 250)];
  const [x, y] = [240 - width / 2, 404 - height];
  const body =
    surface(box(x, y, width, height, 20), look.main, { shade: 'metal' }) +
    fill(box(x + 14, y + 14, width - 28, height - 28, 9), '#101116');
  const [sx, sy, sw, sh] = [x + 19, y + 19, width - 38, height - 38];
  const sketching =
    fill(box(sx, sy, sw, sh), '#fbf9f3') +
    stroke(
      curve(
        `${sx + 30} ${sy + sh * 0.7}, ${sx + sw * 0.34} ${sy + sh * 0.3}, ${sx + sw * 0.55} ${sy + sh * 0.66}, ${sx + sw - 40} ${sy + sh * 0.26}`,
      ),
      '#d0503c',
      7,
    ) +
    stroke(ellipse(sx + sw * 0.3, sy + sh * 0.34, 30), '#2f6fb8', 6) +
    fill(box(sx, sy, sw, 24), '#e9e4d8');
  const shown = look.either(landscape(look, sx, sy, sw, sh), sketching);
  const pen = look.either(
    '',
    group(
      'rotate(24 380 300)',
      surface(box(374, 170, 13, 200, 6), '#f3f2ef', { shade: 'round' }),
      surface(outline('374 370*, 387 370*, 380 394'), '#c9ccd1'),
    ),
  );
  return {
    body:
      body + shown + surface(box(sx, sy, sw, sh), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) + pen,
    shadow: width * 0.54,
    ground: 408,
  };
};

const television: Drawing = (look) => {
  const [half, top] = [look.vary(198, 210), look.vary(114, 130)];
  const foot = look.either(
    [-1, 1]
      .map((side) =>
        stroke(line(`${240 + side * 120} 366, ${240 + side * 146} 400`), look.either('#8a5a33', '#3a3a3e'), 10),
      )
      .join(''),
    surface(box(228, 358, 24, 34), '#3a3a3e', { shade: 'metal' }) +
      surface(box(160, 388, 160, 14, 6), look.main, { shade: 'metal' }),
  );
  const frame = surface(box(234 - half, top - 6, 2 * half + 12, 376 - top, 8), look.main, { shade: 'tall' });
  const [x, y, width, height] = [247 - half, top + 7, 2 * half - 14, 345 - top];
  return {
    body:
      foot +
      frame +
      fill(box(x, y, width, height), '#0d0e12') +
      landscape(look, x + 3, y + 3, width - 6, height - 6) +
      surface(box(x, y, width, height), '#ffffff', { shade: 'flat', over: ['screen'], opacity: 0.02 }) +
      fill(ellipse(240, 360, 2.5), '#d8433a'),
    shadow: 170,
    ground: 404,
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
  const casing = surface(round ? ellipse(240, 240, width * 0.58) : box(x, y, width, height, 36), '#3a3b40', {
    shade: 'metal',
  });
  const glass = fill(
    round ? ellipse(240, 240, width * 0.5) : box(x + 8, y + 8, width - 16, height - 16, 29),
    '#0c0d10',
  );
  const ringAt = (radius: number, colour: string, share: number): string =>
    `<circle cx="240" cy="240" r="${radius}" fill="none" stroke="${colour}" stroke-width="8" stroke-linecap="round" stroke-dasharray="${share * radius * 6.28} 999" transform="rotate(-90 240 240)"/>`;
  const rings = ringAt(44, '#ef4a62', 0.8) + ringAt(32, '#8fd14b', 0.65) + ringAt(20, '#47b8e8', 0.5);
  const digits =
    stroke(line('218 222, 218 262'), '#f3f3f5', 7) +
    stroke(line('246 222, 232 222, 232 262, 246 262, 246 222'), '#f3f3f5', 6) +
    stroke(line('204 280, 274 280'), look.main, 6);
  return {
    body: group(
      'rotate(-6 240 240)',
      strap,
      holes,
      surface(box(x + width - 4, 224, 12, 32, 5), '#55575d', { shade: 'metal' }),
      casing,
      glass,
      look.either(rings, digits),
    ),
    shadow: 74,
    ground: 444,
  };
};

export const SCREENS = {
  phone,
  'phone-case': phoneCase,
  laptop,
  tablet,
  television,
  smartwatch,
} as const satisfies Record<string, Drawing>;
