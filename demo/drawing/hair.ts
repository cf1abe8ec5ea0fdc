import type { Drawing, Look } from './look.ts';
import { GOLD } from './make-up.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, fill, fold, group, stroke, surface } from './surface.ts';

const hairDryer: Drawing = (look) => {
  const accent = look.either(GOLD, '#2c2c30', '#c5c9ce');
  const fat = look.vary(62, 72);
  const barrel = hairDryerBarrel(look, fat);
  const nozzle =
    surface(outline('196 144*, 150 150, 96 152*, 92 218*, 150 222, 196 228*'), accent, { shade: 'tall' }) +
    surface(ellipse(94, 185, 9, 33), '#1c1c20', { shade: 'inside' });
  const grille =
    surface(ellipse(418, 184, 15, fat * 0.62), '#2c2c30', { over: ['mesh'] }) +
    stroke(ellipse(418, 184, 15, fat * 0.62), accent, 4);
  const handle = surface(
    outline(`296 ${184 + fat * 0.86}*, 372 ${184 + fat * 0.9}*, 362 320, 374 400, 356 414, 316 412, 304 396, 300 320`),
    darker(look.main, 0.12),
    { shade: 'round' },
  );
  const switches =
    surface(box(304, 282, 17, 36, 6), '#2c2c30', { shade: 'tall' }) +
    surface(box(304, 328, 17, 28, 6), accent, { shade: 'tall' });
  const cord = stroke(curve('336 412, 330 440, 260 436, 200 424, 150 438'), '#2c2c30', 8);
  return {
    body: group(
      'translate(-14 -10)',
      cord,
      handle,
      switches,
      barrel,
      nozzle,
      grille,
      fold(curve(`290 ${186 - fat * 0.9}, 280 184, 290 ${182 + fat * 0.9}`), 3, 0.2),
    ),
    shadow: 110,
    middle: 296,
    ground: 410,
  };
};

const hairDryerBarrel = (look: Look, fat: number): string =>
  surface(
    outline(
      `396 ${184 - fat}, 426 ${184 - fat * 0.6}, 434 184, 424 ${184 + fat * 0.6}, 392 ${184 + fat}, 300 ${184 + fat * 0.94}, 196 226*, 190 146*, 300 ${184 - fat * 0.94}`,
    ),
    look.main,
    { shade: 'tall' },
  );

const brush: Drawing = (look) => {
  const [half, tall] = [look.vary(66, 78), look.vary(196, 216)];
  const woody: Look['main'][] = ['#c4935a', '#6e4729'];
  const over = woody.includes(look.main) ? ['grain-up'] : [];
  const back = surface(
    outline(
      mirror(
        `240 54, ${240 + half * 0.76} 66, ${240 + half} ${60 + tall * 0.5}, ${240 + half * 0.7} ${54 + tall}, 262 ${84 + tall}, 258 330, 266 400, 254 424, 240 426`,
      ),
    ),
    look.main,
    { shade: 'round', over },
  );
  const pad = surface(
    outline(
      mirror(
        `240 74, ${240 + half * 0.56} 86, ${240 + half * 0.78} ${64 + tall * 0.5}, ${240 + half * 0.54} ${36 + tall}, 240 ${48 + tall}`,
      ),
    ),
    look.either('#f1bcc8', '#3a3a3e', '#e9e4da'),
    { shade: 'plump' },
  );
  const pins = brushPins(half, tall);
  const hole = fill(ellipse(240, 404, 6), '#efedea');
  return { body: group('rotate(20 240 240)', back, pad, pins.join(''), hole), shadow: 74, ground: 440, middle: 188 };
};

const brushPins = (half: number, tall: number): string[] =>
  Array.from({ length: 8 }, (_, row) =>
    Array.from({ length: 5 }, (__, column) => [240 + (column - 2) * half * 0.25, 96 + row * (tall / 10.5)] as const),
  )
    .flat()
    .filter(([x, y]) => ((x - 240) / (half * 0.66)) ** 2 + ((y - 60 - tall * 0.46) / (tall * 0.42)) ** 2 < 1)
    .map(
      ([x, y]) =>
        stroke(
          line([
            [x, y],
            [x + 3, y - 9],
          ]),
          '#5b554e',
          2.5,
        ) + fill(ellipse(x + 3, y - 10, 3.4), contrast('#5b554e')),
    );

export const HAIR = { 'hair-dryer': hairDryer, brush } as const satisfies Record<string, Drawing>;
