import type { Drawing } from './look.ts';
import { arc, box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { contrast, darker, fill, flipped, fold, gleam, group, lighter, stroke, surface, tube } from './surface.ts';

const headphones: Drawing = (look) => {
  const [half, top] = [look.vary(112, 124), look.vary(88, 108)];
  const band = tube(
    curve(
      mirror(`240 ${top}, ${240 + half * 0.7} ${top + 26}, ${240 + half} ${top + 110}, ${240 + half} 262`).sort(
        (a, b) => a[0] - b[0],
      ),
    ),
    look.main,
    22,
  );
  const pad = stroke(arc(240, top + 82, half * 0.62, 66, 'up'), darker(look.main, 0.45), 13);
  const arm = surface(box(240 + half - 7, 232, 14, 52, 5), '#c5c9ce', { shade: 'metal' });
  const cup = surface(
    outline(
      `${240 + half - 34} 266, ${240 + half - 6} 252, ${240 + half + 26} 262, ${240 + half + 40} 318, ${240 + half + 26} 376, ${240 + half - 6} 386, ${240 + half - 34} 372, ${240 + half - 42} 318`,
    ),
    look.main,
    { shade: 'plump' },
  );
  const ear = surface(
    outline(
      `${240 + half - 62} 270, ${240 + half - 34} 262, ${240 + half - 26} 318, ${240 + half - 34} 376, ${240 + half - 62} 368, ${240 + half - 74} 318`,
    ),
    '#2c2d31',
    { shade: 'plump' },
  );
  const cap =
    surface(
      ellipse(240 + half + 6, 318, 25, 43),
      look.either(lighter(look.main, 0.15), '#c5c9ce', darker(look.main, 0.2)),
      { shade: 'soft' },
    ) + stroke(ellipse(240 + half + 6, 318, 12, 21), '#000000', 2, 0.2);
  const half2 = arm + ear + cup + cap;
  return { body: pad + band + half2 + flipped(half2), shadow: half + 30, ground: 396 };
};

const earbuds: Drawing = (look) => {
  const lift = look.vary(0, 12);
  const lid =
    surface(outline(mirror('240 136, 306 140, 344 164, 352 246*, 240 250')), look.main, { shade: 'soft' }) +
    surface(outline(mirror('240 168, 316 176, 330 246*, 240 248')), darker(look.main, 0.3), { shade: 'inside' });
  const bud = (x: number): string =>
    surface(
      outline(`${x - 24} 224, ${x} 204, ${x + 24} 222, ${x + 26} 252, ${x + 10} 272, ${x - 14} 270, ${x - 27} 250`),
      lighter(look.main, 0.1),
      { shade: 'ball' },
    ) +
    surface(box(x - 8, 250, 17, 64, 8), lighter(look.main, 0.1), { shade: 'round' }) +
    fill(ellipse(x - 6, 232, 5, 9), '#1b1c20', 0.7);
  const shell = surface(outline(mirror('240 282, 346 278*, 356 300, 352 356, 322 392, 240 398')), look.main, {
    shade: 'plump',
  });
  const rim =
    stroke(line('136 282, 344 282'), darker(look.main, 0.3), 4, 0.6) + surface(ellipse(240, 330, 5), '#7ed957');
  return {
    body:
      lid +
      group(`translate(0 ${-lift})`, bud(194), flipped(bud(194))) +
      shell +
      rim +
      gleam(curve('150 308, 152 342, 172 372'), 7, 0.4),
    shadow: 116,
    ground: 400,
  };
};

const speaker: Drawing = (look) => {
  const form = look.either('tin', 'box', 'pill');
  const [half, top] =
    form === 'tin'
      ? [look.vary(78, 90), look.vary(150, 180)]
      : form === 'box'
        ? [look.vary(118, 134), look.vary(208, 232)]
        : [look.vary(166, 180), 256];
  if (form === 'tin') {
    const body = surface(
      turned(240, `${half} ${top}*, ${half + 4} 280, ${half} 394, ${half - 6} 402*`, 10),
      look.main,
      { shade: 'round', over: ['mesh'] },
    );
    const cap =
      surface(ellipse(240, top, half, 17), '#2f3035', { shade: 'soft' }) +
      [-26, 0, 26].map((dx) => fill(ellipse(240 + dx, top, 7, 4), '#ffffff', 0.75)).join('');
    return {
      body:
        body +
        cap +
        surface(turned(240, `${half} 386*, ${half - 6} 402*`, 10), '#2f3035', { shade: 'round' }) +
        surface(box(214, 300, 52, 22, 4), '#e9ebee', { shade: 'metal' }),
      shadow: half + 14,
    };
  }
  const front =
    form === 'box' ? box(240 - half, top, 2 * half, 402 - top, 20) : box(240 - half, top, 2 * half, 130, 64);
  const handle =
    form === 'box'
      ? look.either(
          '',
          tube(
            curve(
              `${270 - half} ${top + 4}, ${280 - half} ${top - 44}, ${200 + half} ${top - 44}, ${210 + half} ${top + 4}`,
            ),
            '#8a5a33',
            12,
          ),
        )
      : tube(curve(`${250 - half} 300, ${226 - half} 322, ${250 - half} 346`), '#2f3035', 8);
  const grille = surface(
    form === 'box'
      ? box(254 - half, top + 14, 2 * half - 28, 360 - top, 12)
      : box(262 - half, 270, 2 * half - 44, 102, 50),
    darker(look.main, 0.25),
    { over: ['mesh'] },
  );
  const cone = (x: number, y: number, r: number): string =>
    surface(ellipse(x, y, r), '#2a2b2f', { shade: 'soft' }) +
    surface(ellipse(x, y, r * 0.62), '#3c3d43', { shade: 'ball' }) +
    surface(ellipse(x, y, r * 0.24), '#8f9399', { shade: 'ball' });
  const cones =
    form === 'box'
      ? cone(240 - half * 0.42, (top + 392) / 2, 40) + cone(240 + half * 0.42, (top + 392) / 2, 40)
      : cone(240 - half * 0.5, 321, 38) + cone(240 + half * 0.5, 321, 38);
  return {
    body:
      handle +
      surface(front, look.main, { shade: 'soft' }) +
      grille +
      cones +
      surface(box(216, form === 'box' ? 380 : 314, 48, 13, 4), '#d9dce0', { shade: 'metal' }),
    shadow: half + 14,
    ground: form === 'box' ? 406 : 392,
  };
};

const powerBank: Drawing = (look) => {
  const [half, top] = [look.vary(76, 88), look.vary(126, 150)];
  const body = surface(box(240 - half, top, 2 * half, 402 - top, 26), look.main, { shade: 'metal' });
  const lights = [0, 1, 2, 3].map((index) =>
    fill(ellipse(216 + index * 16, top + 48, 4.5), index < 3 ? '#7ed957' : '#ffffff', index < 3 ? 1 : 0.5),
  );
  const sockets =
    surface(box(206, top - 6, 36, 14, 3), '#5a5c63', { shade: 'inside' }) +
    surface(box(252, top - 5, 22, 12, 6), '#5a5c63', { shade: 'inside' });
  const cable = look.either(
    '',
    tube(
      curve(`222 ${top - 6}, 220 ${top - 64}, 300 ${top - 70}, 350 ${top - 10}, 346 260, 374 330, 356 398`),
      contrast(look.main),
      7,
    ) + surface(box(346, 380, 22, 26, 4), '#c5c9ce', { shade: 'metal' }),
  );
  const bolt = fill(polygon('250 236, 222 290, 240 290, 230 332, 262 274, 243 274'), contrast(look.main), 0.8);
  return {
    body:
      cable +
      sockets +
      body +
      lights.join('') +
      bolt +
      gleam(line(`${252 - half} ${top + 40}, ${252 - half} 350`), 5, 0.35),
    shadow: half + 20,
    ground: 406,
  };
};

const camera: Drawing = (look) => {
  const [half, top] = [look.vary(136, 150), look.vary(196, 212)];
  const plate = look.either('#c5c9ce', '#303136');
  const hump =
    surface(outline(mirror(`240 ${top - 44}, 282 ${top - 42}*, 304 ${top + 4}*, 240 ${top + 6}`)), plate, {
      shade: 'tall',
    }) + surface(box(222, top - 34, 36, 22, 4), '#e8eef2', { shade: 'glass' });
  const body =
    surface(box(240 - half, top, 2 * half, 396 - top, 20), plate, { shade: 'tall' }) +
    surface(box(240 - half, top + 42, 2 * half, 318 - top, 6), look.main, { shade: 'soft', over: ['nap'] });
  const dials =
    surface(box(268 - half, top - 18, 44, 22, 4), plate, { shade: 'metal' }) +
    surface(box(180 + half, top - 22, 34, 26, 4), plate, { shade: 'metal' }) +
    surface(box(150 + half, top - 10, 20, 14, 6), '#cb2230', { shade: 'tall' });
  const lens = [
    [76, '#2a2b30'],
    [64, '#45474e'],
    [52, '#1c1d21'],
    [40, '#24344a'],
  ]
    .map(([r, colour]) => surface(ellipse(240, 308, Number(r)), String(colour), { shade: 'soft' }))
    .join('');
  const glass =
    surface(ellipse(240, 308, 30), '#304a75', { shade: 'ball' }) +
    fill(ellipse(228, 296, 9, 7), '#ffffff', 0.65) +
    fill(ellipse(254, 322, 4), '#d9b3ff', 0.5);
  const flash = surface(box(180 + half, top + 12, 34, 20, 3), '#f6f8fa', { shade: 'glass' });
  const strap = look.either(
    '',
    stroke(
      curve(
        `${250 - half} ${top + 18}, ${214 - half} ${top - 60}, 200 70, 290 66, ${266 + half} ${top - 60}, ${230 + half} ${top + 18}`,
      ),
      darker(look.main, 0.1),
      9,
    ),
  );
  return { body: strap + hump + dials + body + flash + lens + glass, shadow: half + 14, ground: 402 };
};

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
  const cross = surface(
    outline(
      `${252 - spread} 236*, ${268 - spread} 236*, ${268 - spread} 250*, ${282 - spread} 250*, ${282 - spread} 266*, ${268 - spread} 266*, ${268 - spread} 280*, ${252 - spread} 280*, ${252 - spread} 266*, ${238 - spread} 266*, ${238 - spread} 250*, ${252 - spread} 250*`,
    ),
    '#2b2c30',
    { shade: 'soft' },
  );
  const buttons = [
    [0, -24, '#e9c23a'],
    [24, 0, '#d8433a'],
    [0, 24, '#4fae5b'],
    [-24, 0, '#3f7fd0'],
  ].map(([dx, dy, colour]) =>
    surface(ellipse(210 + spread - 16 + Number(dx), 254 + Number(dy), 11.5), String(colour), { shade: 'ball' }),
  );
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

export const GADGETS = {
  headphones,
  earbuds,
  speaker,
  'power-bank': powerBank,
  camera,
  keyboard,
  mouse,
  'game-controller': gameController,
} as const satisfies Record<string, Drawing>;
