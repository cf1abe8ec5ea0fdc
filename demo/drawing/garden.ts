import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, turned } from './outline.ts';
import { darker, fill, fold, gleam, group, stroke, surface, tube } from './surface.ts';

const wateringCan: Drawing = (look) => {
  const [half, top] = [look.vary(88, 102), look.vary(226, 248)];
  const x = 214;
  const spout = surface(
    outline(
      `${x + half - 10} 356*, ${x + half + 60} 286, ${x + half + 106} ${top - 30}*, ${x + half + 124} ${top - 24}*, ${x + half + 84} 306, ${x + half - 10} 388*`,
    ),
    look.main,
    { shade: 'soft' },
  );
  const rose = group(
    `rotate(28 ${x + half + 116} ${top - 34})`,
    surface(box(x + half + 84, top - 52, 66, 20, 6), darker(look.main, 0.1), { shade: 'metal' }),
    [0, 1, 2, 3, 4].map((hole) => fill(ellipse(x + half + 94 + hole * 11, top - 51, 2.5), '#17171a', 0.6)).join(''),
  );
  const brace = stroke(line(`${x + half - 4} ${top + 26}, ${x + half + 78} ${top + 38}`), darker(look.main, 0.15), 7);
  const handle = wateringCanHandle(look, half, top, x);
  const body = surface(turned(x, `${half * 0.9} ${top}*, ${half} 330, ${half} 392, ${half - 6} 402*`, 10), look.main, {
    shade: look.material.includes('steel') || look.material === 'copper' ? 'metal' : 'round',
  });
  const lip =
    surface(ellipse(x, top, half * 0.9, 15), darker(look.main, 0.45), { shade: 'inside' }) +
    surface(
      `M${x - half * 0.9} ${top}a${half * 0.9} 15 0 0 1 ${half * 0.9} -15v30a${half * 0.9} 15 0 0 1 ${-half * 0.9} -15Z`,
      look.main,
      { shade: 'soft' },
    );
  const bands = [0.32, 0.8].map((share) =>
    fold(`M${x - half} ${top + share * 166}a${half} 13 0 0 0 ${2 * half} 0`, 4, 0.16),
  );
  return {
    body: spout + rose + brace + handle + body + lip + bands.join(''),
    shadow: half + 30,
    middle: 230,
    ground: 408,
  };
};

const wateringCanHandle = (look: Look, half: number, top: number, x: number): string =>
  look.either(
    tube(
      curve(`${x - half + 12} ${top + 12}, ${x - 40} ${top - 96}, ${x + 50} ${top - 100}, ${x + half - 16} ${top + 6}`),
      darker(look.main, 0.15),
      14,
    ),
    tube(
      curve(`${x - half + 6} 360, ${x - half - 56} 320, ${x - half - 30} ${top - 30}, ${x + 30} ${top - 20}`),
      darker(look.main, 0.15),
      14,
    ),
  );

const trowel: Drawing = (look) => {
  const [half, long] = [look.vary(44, 54), look.vary(168, 190)];
  const blade =
    surface(
      outline(
        mirror(
          `240 410, 262 392, ${240 + half} 330, ${240 + half} ${412 - long}, ${240 + half * 0.6} ${404 - long}, 240 ${402 - long}`,
        ),
      ),
      '#c3c8ce',
      { shade: 'metal' },
    ) +
    fold(line(`240 ${420 - long}, 240 396`), 5, 0.16) +
    gleam(line(`${252 - half} ${424 - long}, ${254 - half} 330`), 5, 0.5);
  const marks = [0.3, 0.5, 0.7]
    .map((share) =>
      stroke(
        line(`${240 + half * 0.5} ${404 - long * share}, ${240 + half * 0.86} ${404 - long * share}`),
        '#5f656d',
        2.5,
        0.7,
      ),
    )
    .join('');
  const neck = tube(curve(`240 ${408 - long}, 246 ${384 - long}, 240 ${360 - long}`), '#aab0b7', 13);
  const handle =
    surface(
      outline(mirror(`240 50, 258 56, 264 90, 256 130, 262 ${350 - long}, 254 ${372 - long}*, 240 ${376 - long}`)),
      look.main,
      { shade: 'round', over: ['grain-up'] },
    ) +
    stroke(curve('240 66, 262 40, 284 46, 262 70'), '#8a6a42', 4) +
    surface(ellipse(240, 70, 5), '#2c2c30');
  return { body: group('rotate(16 240 240)', blade, marks, neck, handle), shadow: 70, middle: 200, ground: 420 };
};

const lantern: Drawing = (look) => {
  const [half, top] = [look.vary(76, 92), look.vary(176, 196)];
  const glow = `<path d="${ellipse(240, 322, 130)}" fill="url(#shine)" opacity=".75"/>`;
  const ring = stroke(ellipse(240, top - 76, 27, 30), look.main, 7);
  const roof = surface(
    outline(mirror(`240 ${top - 52}, 262 ${top - 46}*, 270 ${top - 30}, ${240 + half + 14} ${top}*, 240 ${top + 4}`)),
    look.main,
    { shade: 'metal' },
  );
  const pane = surface(box(240 - half, top, 2 * half, 384 - top, 2), '#fff4d2', { shade: 'glass', opacity: 0.55 });
  const candle =
    surface(box(214, 306, 52, 78, 5), '#fbf4e2', { shade: 'round' }) +
    stroke(line('240 306, 240 294'), '#2f2b29', 3) +
    fill(outline('240 248*, 250 276, 248 292, 240 297, 232 292, 231 276'), '#ffb63a') +
    fill(outline('240 268*, 245 284, 240 294, 235 284'), '#fff3c2');
  const posts = [-half, -half * 0.34, half * 0.34, half]
    .map((dx, index) =>
      surface(box(240 + dx - (index % 3 === 0 ? 6 : 3), top, index % 3 === 0 ? 12 : 6, 386 - top, 1), look.main, {
        shade: 'metal',
      }),
    )
    .join('');
  const base = surface(box(228 - half, 382, 2 * half + 24, 22, 4), look.main, { shade: 'metal' });
  const cross = look.either(
    '',
    [-1, 1]
      .map((side) => stroke(line(`${240 - side * half} ${top + 6}, ${240 + side * half} 380`), look.main, 4))
      .join(''),
  );
  return { body: glow + ring + pane + candle + cross + posts + roof + base, shadow: half + 22, ground: 408 };
};

export const GARDEN = { 'watering-can': wateringCan, trowel, lantern } as const satisfies Record<string, Drawing>;
