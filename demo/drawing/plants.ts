import type { Drawing } from './look.ts';
import { curve, ellipse, line, mirror, outline, turned } from './outline.ts';
import { darker, fold, group, lighter, stroke, stuff, surface } from './surface.ts';

const plant: Drawing = (look) => {
  const [half, top] = [look.vary(70, 84), look.vary(286, 304)];
  const crown = look.either(broadLeaves, spikyLeaves, cactus, hangingLeaves);
  const green = look.either('#3f8a4f', '#4f9a5f', '#2f6f4f');
  const clay = { ...look, material: 'clay' };
  const pot = stuff(turned(240, `${half} ${top}*, ${half * 0.92} 340, ${half * 0.72} 396*`, 7), clay, 'round');
  const rim = surface(turned(240, `${half + 6} ${top - 10}*, ${half + 5} ${top + 16}*`, 8), lighter(look.main, 0.1), {
    shade: 'round',
  });
  const soil = surface(ellipse(240, top - 10, half + 6, 11), '#4a3526', { shade: 'inside' });
  const dish = turned(240, `${half * 0.9} 392*, ${half * 0.8} 404*`, 5);
  const saucer = look.either(surface(dish, darker(look.main, 0.1), { shade: 'round' }), '');
  return { body: saucer + pot + rim + soil + crown(top, green), shadow: half + 14, ground: 406 };
};

const broadLeaves = (top: number, green: string): string =>
  [-74, -50, 61, 38, -25, 17, -4].map((turn, index) => leaf(top, green, turn, 150 + index * 10, 34)).join('');

const spikyLeaves = (top: number, green: string): string =>
  [-40, 33, -28, 23, -14, 11, 0].map((turn, index) => leaf(top, green, turn, 176 + index * 10, 14)).join('');

const leaf = (top: number, green: string, turn: number, long: number, wide: number): string =>
  group(
    `rotate(${turn} 240 ${top})`,
    surface(
      outline(`240 ${top}*, ${240 + wide} ${top - long * 0.5}, 240 ${top - long}*, ${240 - wide} ${top - long * 0.5}`),
      turn % 2 === 0 ? green : lighter(green, 0.12),
    ),
    fold(line(`240 ${top}, 240 ${top - long + 12}`), 2, 0.18),
  );

function cactus(top: number, green: string): string {
  const trunk = outline(mirror(`240 ${top - 176}, 284 ${top - 156}, 292 ${top - 70}, 280 ${top}*`));
  const arm = outline(
    `284 ${top - 96}, 316 ${top - 104}, 322 ${top - 150}, 342 ${top - 150}, 342 ${top - 84}, 310 ${top - 66}, 284 ${top - 70}`,
  );
  const ribbed = (path: string): string => surface(path, green, { shade: 'round', over: ['rib'] });
  return ribbed(trunk) + ribbed(arm) + surface(ellipse(240, top - 178, 15, 11), '#ec7fa5', { shade: 'ball' });
}

function hangingLeaves(top: number, green: string): string {
  return [-80, -62, 55, 78, -39, 31, 12, -13]
    .map((turn, index) => {
      const [side, far] = [turn * 1.7, Math.abs(turn)];
      const stem = curve(`240 ${top}, ${240 + turn * 0.6} ${top - 120 + far * 0.4}, ${240 + side} ${top - 90 + far}`);
      const leaves = [0.5, 0.75, 1].map((share) =>
        surface(
          ellipse(240 + side * share, top - 112 * Math.sqrt(share) + far * share, 19, 15),
          index % 2 === 0 ? green : lighter(green, 0.2),
          { shade: 'ball' },
        ),
      );
      return stroke(stem, green, 4) + leaves.join('');
    })
    .join('');
}

export const PLANTS = { plant } as const satisfies Record<string, Drawing>;
