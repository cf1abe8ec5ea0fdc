import type { Drawing } from './look.ts';
import { arc, box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, fill, fold, gleam, lighter, stroke, stuff, surface, tube, wood } from './surface.ts';

/** Warm light about a lamp. */
const glow = (x: number, y: number, radius: number): string =>
  `<path d="${ellipse(x, y, radius)}" fill="url(#shine)" opacity=".55"/>`;

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

const rug: Drawing = (look) => {
  const round = look.either(true, false, false);
  const inset = look.vary(54, 84);
  const shape = round ? ellipse(240, 270, 206, 118) : polygon(`${inset + 40} 160, ${440 - inset} 160, 452 372, 28 372`);
  const cloth = stuff(shape, { ...look, material: 'wool' }, 'soft');
  const inner = round ? ellipse(240, 270, 176, 98) : polygon(`${inset + 54} 178, ${426 - inset} 178, 420 352, 60 352`);
  const border =
    look.pattern === 'plain'
      ? stroke(inner, look.accent, 9, 0.9) +
        look.either(
          '',
          stroke(
            round ? ellipse(240, 270, 92, 50) : polygon('180 236, 300 236, 316 296, 164 296'),
            look.accent,
            7,
            0.8,
          ),
        )
      : stroke(inner, darker(look.main, 0.3), 4, 0.5);
  const fringe = round
    ? ''
    : Array.from({ length: 30 }, (_, index) => index / 29)
        .map(
          (share) =>
            stroke(line(`${28 + share * 424} 372, ${26 + share * 428} 390`), '#f0e8d8', 3) +
            stroke(
              line(`${inset + 40 + share * (400 - 2 * inset)} 160, ${inset + 41 + share * (398 - 2 * inset)} 150`),
              '#f0e8d8',
              2,
            ),
        )
        .join('');
  return {
    body:
      fill(
        round ? ellipse(240, 278, 208, 118) : polygon(`${inset + 38} 166, ${444 - inset} 166, 458 382, 22 382`),
        '#2a2320',
        0.16,
      ) +
      fringe +
      cloth +
      border,
    shadow: 0,
  };
};

const cushion: Drawing = (look) => {
  const [half, y] = [look.vary(130, 146), 256];
  const shape = outline(
    mirror(
      `240 ${y - half + 14}, ${240 + half * 0.6} ${y - half + 10}, ${240 + half} ${y - half}*, ${232 + half} ${y - half * 0.5}, ${228 + half} ${y}, ${232 + half} ${y + half * 0.5}, ${240 + half} ${y + half}*, ${240 + half * 0.6} ${y + half - 8}, 240 ${y + half - 10}`,
    ),
  );
  const piping = look.either(stroke(shape, darker(look.main, 0.25), 5), stroke(shape, look.accent, 6), '');
  const tassels = look.either(
    '',
    '',
    [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ]
      .map(([dx, dy]) =>
        stroke(
          line(`${240 + dx! * half} ${y + dy! * half}, ${240 + dx! * (half + 16)} ${y + dy! * half + 22}`),
          look.accent,
          9,
        ),
      )
      .join(''),
  );
  const dents =
    fold(
      curve(`${262 - half} ${y - half + 22}, ${290 - half} ${y - half + 54}, ${300 - half} ${y - half + 96}`),
      5,
      0.1,
    ) +
    fold(
      curve(`${218 + half} ${y + half - 22}, ${190 + half} ${y + half - 60}, ${186 + half} ${y + half - 96}`),
      5,
      0.1,
    ) +
    fold(curve(`${218 + half} ${y - half + 22}, ${194 + half} ${y - half + 50}`), 5, 0.1);
  return { body: tassels + stuff(shape, look, 'plump') + dents + piping, shadow: half + 6, ground: 402 };
};

const mirrorOnWall: Drawing = (look) => {
  const form = look.fact('shape');
  const [rx, ry, width] = [look.vary(116, 136), look.vary(150, 164), look.vary(16, 24)];
  const shape = (inset: number): string => {
    const [a, b] = [rx - inset, ry - inset];
    return form === 'oval'
      ? ellipse(240, 236, a, b)
      : form === 'round'
        ? ellipse(240, 236, b * 0.98, b * 0.98)
        : outline(
            mirror(
              `240 ${236 - b}, ${240 + a * 0.72} ${236 - b * 0.72}, ${240 + a} ${236 - b * 0.2}, ${240 + a} ${236 + b}*, 240 ${236 + b}`,
            ),
          );
  };
  const frame = wood(shape(0), look.main) + fill(shape(width * 0.5), '#000000', 0.16);
  const glass = surface(shape(width), '#b9c9d3', { shade: 'flat', over: ['mirror'] });
  const streaks = `<g opacity=".7">${gleam(line('190 300, 270 150'), 12, 0.5)}${gleam(line('216 326, 300 168'), 5, 0.5)}</g>`;
  return {
    body: `<g transform="translate(8 10)">${fill(shape(-2), '#3a3330', 0.16)}</g>` + frame + glass + streaks,
    shadow: 0,
  };
};

const vase: Drawing = (look) => {
  const [top, belly, neck] = [look.vary(150, 190), look.vary(74, 96), look.vary(24, 38)];
  const profile = look.either(
    `${neck + 12} ${top}*, ${neck} ${top + 34}, ${belly} ${top + 128}, ${belly * 0.8} 372, 48 404*`,
    `${neck} ${top}*, ${neck - 6} ${top + 60}, ${belly * 0.9} 330, ${belly * 0.94} 372, 56 404*`,
    `${belly * 0.72} ${top + 20}*, ${belly * 0.92} 280, ${belly * 0.62} 380, 44 404*`,
  );
  const mouth = Number(profile.split(' ')[0]);
  const y = Number(/ (\d[\d.]*)\*/u.exec(profile)![1]);
  const stems = look.either('', '', twigs(y));
  const inside = surface(ellipse(240, y, mouth, mouth * 0.2), darker(look.main, 0.5), { shade: 'inside' });
  const rim = stroke(ellipse(240, y, mouth, mouth * 0.2), lighter(look.main, 0.3), 4);
  return {
    body:
      stems +
      inside +
      stuff(turned(240, profile, 7), { ...look, material: 'stoneware' }, 'round') +
      rim +
      gleam(curve(`${240 - belly * 0.5} ${y + 90}, ${240 - belly * 0.56} 300, ${240 - belly * 0.44} 350`), 9, 0.35),
    shadow: belly + 6,
    ground: 408,
  };
};

/** Three twigs with leaves. */
function twigs(from: number): string {
  return [-46, 4, 52]
    .map((lean) => {
      const [x, y] = [240 + lean, from - 104 + Math.abs(lean) * 0.5];
      const leaves = [0.35, 0.6, 0.85].map(
        (share) =>
          surface(ellipse(240 + lean * share + 11, from - (from - y) * share, 12, 6), '#5f8f5a') +
          surface(ellipse(240 + lean * share - 11, from - (from - y) * share - 8, 12, 6), '#71a068'),
      );
      return (
        stroke(curve(`240 ${from + 10}, ${240 + lean * 0.4} ${from - 40}, ${x} ${y}`), '#5b4a33', 4) + leaves.join('')
      );
    })
    .join('');
}

const candle: Drawing = (look) => {
  const [half, top] = [look.vary(66, 80), look.vary(236, 260)];
  const glass = outline(
    mirror(`240 ${top + 8}, ${240 + half} ${top}*, ${238 + half} 396, ${230 + half} 406*, 240 412`),
  );
  const wax = surface(
    outline(mirror(`240 ${top + 32}, ${238 + half} ${top + 26}*, ${235 + half} 394*, 240 404`)),
    look.main,
    { shade: 'round' },
  );
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

export const HOME = {
  'floor-lamp': floorLamp,
  'table-lamp': tableLamp,
  rug,
  cushion,
  mirror: mirrorOnWall,
  vase,
  candle,
} as const satisfies Record<string, Drawing>;
