import type { Drawing } from './look.ts';
import { curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, fill, fold, gleam, group, lighter, stroke, stuff, surface, wood } from './surface.ts';

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
  const fringe = rugFringe(round, inset);
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

const rugFringe = (round: boolean, inset: number): string =>
  round
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
    body: group('translate(8 10)', fill(shape(-2), '#3a3330', 0.16)) + frame + glass + streaks,
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

export const HOME = { rug, cushion, mirror: mirrorOnWall, vase } as const satisfies Record<string, Drawing>;
