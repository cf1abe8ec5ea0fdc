import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon } from './outline.ts';
import { darker, fill, fold, group, lighter, stroke, surface } from './surface.ts';

const keyboard: Drawing = (look) => {
  const [half, slope] = [look.vary(192, 204), look.vary(14, 24)];
  const keysColour = look.either(lighter(look.main, 0.25), darker(look.main, 0.35), '#f3f1ec');
  const base =
    surface(
      polygon(`${240 - half + slope} 252, ${240 + half - slope} 252, ${240 + half} 384, ${240 - half} 384`),
      look.main,
      { shade: 'tall' },
    ) + surface(box(240 - half, 383, 2 * half, 15, 5), darker(look.main, 0.25), { shade: 'tall' });
  const rows = [0, 1, 2, 3, 4].map((row) => {
    const [y, count] = [262 + row * 24, 13 - (row === 4 ? 6 : 0)];
    const [left, right] = [240 - half + slope + 12 - row * (slope / 5), 240 + half - slope - 12 + row * (slope / 5)];
    const step = (right - left) / 13;
    return Array.from({ length: count }, (_, column) => {
      const wide = row === 4 && column === 2 ? 7 : 1;
      const x = left + (row === 4 && column > 2 ? column + 6 : column) * step;
      const colour = (row === 0 && column === 0) || (row === 2 && column === 12) ? look.accent : keysColour;
      return (
        fill(box(x, y + 3, step * wide - 3, 20, 4), darker(colour, 0.4)) +
        surface(box(x + 1, y, step * wide - 5, 18, 4), colour, { shade: 'flat' })
      );
    }).join('');
  });
  return { body: group('translate(0 -10)', base, rows.join('')), shadow: half + 6, ground: 392 };
};

const mouse: Drawing = (look) => {
  const [half, top] = [look.vary(82, 94), look.vary(146, 164)];
  const shape = outline(
    mirror(
      `240 ${top}, ${240 + half * 0.7} ${top + 16}, ${240 + half} ${top + 100}, ${240 + half * 1.02} 310, ${240 + half * 0.74} 384, 240 400`,
    ),
  );
  const body = surface(shape, look.main, { shade: 'plump' });
  const parting =
    fold(line(`240 ${top + 4}, 240 ${top + 92}`), 3, 0.35) +
    fold(curve(`${242 - half} ${top + 116}, 240 ${top + 92}, ${238 + half} ${top + 116}`), 3, 0.3);
  const wheel =
    surface(box(229, top + 24, 22, 50, 11), '#2b2c30', { shade: 'tall' }) +
    [34, 44, 54, 64].map((dy) => stroke(line(`232 ${top + dy}, 248 ${top + dy}`), '#6b6e75', 2)).join('');
  const thumb = surface(
    outline(`${244 - half} 258, ${256 - half} 250, ${258 - half} 310, ${246 - half} 318`),
    darker(look.main, 0.35),
  );
  return {
    body: body + parting + wheel + thumb + surface(ellipse(240, 350, 8, 6), look.accent),
    shadow: half + 14,
    ground: 402,
  };
};

const gameController: Drawing = (look) => {
  const spread = look.vary(150, 162);
  const shape = outline(
    mirror(
      `240 206, 300 200, ${240 + spread * 0.82} 196, ${240 + spread} 232, ${258 + spread} 330, ${240 + spread} 384, ${208 + spread} 372, ${178 + spread} 322, 290 312, 240 312`,
    ),
  );
  const shoulders = surface(
    outline(mirror(`240 204, 296 196, ${234 + spread * 0.82} 184, ${240 + spread * 0.9} 206, 300 214, 240 214`)),
    darker(look.main, 0.35),
  );
  const stick = (x: number, y: number): string =>
    surface(ellipse(x, y, 31), darker(look.main, 0.3), { shade: 'soft' }) +
    surface(ellipse(x, y - 4, 22), '#2b2c30', { shade: 'ball' }) +
    stroke(ellipse(x, y - 4, 12), '#55585f', 2.5);
  const cross = gameControllerCross(spread);
  const buttons = gameControllerButtons(spread);
  const middle =
    surface(ellipse(240, 240, 15), lighter(look.main, 0.4), { shade: 'ball' }) +
    [-34, 34].map((dx) => surface(box(240 + dx - 9, 236, 18, 8, 4), '#2b2c30')).join('');
  return {
    body: group(
      'translate(0 14)',
      shoulders,
      surface(shape, look.main, { shade: 'plump' }),
      stick(184, 292),
      stick(296, 292),
      cross,
      buttons.join(''),
      middle,
    ),
    shadow: spread + 4,
    ground: 404,
  };
};

const gameControllerButtons = (spread: number): string[] =>
  [
    [0, -24, '#e9c23a'],
    [24, 0, '#d8433a'],
    [0, 24, '#4fae5b'],
    [-24, 0, '#3f7fd0'],
  ].map(([dx, dy, colour]) =>
    surface(ellipse(210 + spread - 16 + Number(dx), 254 + Number(dy), 11.5), String(colour), { shade: 'ball' }),
  );

const gameControllerCross = (spread: number): string =>
  surface(
    outline(
      `${252 - spread} 236*, ${268 - spread} 236*, ${268 - spread} 250*, ${282 - spread} 250*, ${282 - spread} 266*, ${268 - spread} 266*, ${268 - spread} 280*, ${252 - spread} 280*, ${252 - spread} 266*, ${238 - spread} 266*, ${238 - spread} 250*, ${252 - spread} 250*`,
    ),
    '#2b2c30',
    { shade: 'soft' },
  );

export const INPUT = { keyboard, mouse, 'game-controller': gameController } as const satisfies Record<string, Drawing>;
