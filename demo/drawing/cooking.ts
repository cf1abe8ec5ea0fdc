import type { Drawing, Look } from './look.ts';
import { arc, box, curve, ellipse, line, mirror, outline, turned } from './outline.ts';
import { darker, fill, flipped, fold, gleam, group, lighter, stroke, surface, tube, wood } from './surface.ts';

const fryingPan: Drawing = (look) => {
  const rx = look.vary(126, 138);
  const grip = look.either('#8a5a33', '#2f2f33', '#2f2f33');
  const handle =
    surface(outline('268 236*, 412 108, 446 96, 452 116, 438 134, 304 268*'), grip, {
      shade: 'soft',
      over: grip === '#8a5a33' ? ['grain'] : [],
    }) +
    fill(ellipse(434, 114, 6, 5), '#efedea') +
    surface(outline('280 232*, 322 192*, 344 214*, 306 262*'), '#b9bdc3', { shade: 'metal' });
  const wall = surface(
    `M${190 - rx} 292A${rx} ${rx * 0.58} 0 0 0 ${190 + rx} 292L${190 + rx * 0.86} 330A${rx * 0.86} ${rx * 0.56} 0 0 1 ${190 - rx * 0.86} 330Z`,
    look.main,
    { shade: 'round' },
  );
  const rim = surface(ellipse(190, 290, rx, rx * 0.58), lighter(look.main, 0.12), { shade: 'soft' });
  const floor = surface(ellipse(190, 298, rx - 14, rx * 0.58 - 12), look.either('#2b2b2e', '#37373b', '#c9ccd0'), {
    shade: 'tall',
  });
  const rings = [0.7, 0.45].map((share) =>
    stroke(ellipse(190, 302, (rx - 16) * share, (rx * 0.58 - 14) * share), '#ffffff', 1.5, 0.14),
  );
  const egg = look.either(
    '',
    '',
    surface(outline('150 296, 180 282, 222 290, 232 308, 204 322, 164 318'), '#fbf8f0', { shade: 'soft' }) +
      surface(ellipse(192, 302, 18, 13), '#f5b52c', { shade: 'ball' }),
  );
  return { body: handle + wall + rim + floor + rings.join('') + egg, shadow: rx, middle: 190, ground: 402 };
};

const pot: Drawing = (look) => {
  const [half, top] = [look.vary(126, 142), look.vary(238, 258)];
  const ear = tube(
    curve(`${236 + half} ${top + 34}, ${270 + half} ${top + 32}, ${270 + half} ${top + 66}, ${236 + half} ${top + 64}`),
    darker(look.main, 0.12),
    13,
  );
  const body = surface(turned(240, `${half} ${top}*, ${half} 370, ${half * 0.92} 402*`, 10), look.main, {
    shade: 'round',
  });
  const rim = surface(turned(240, `${half + 5} ${top - 8}*, ${half + 5} ${top + 6}*`, 14), lighter(look.main, 0.16), {
    shade: 'round',
  });
  const lid = potLid(look, half, top);
  const knob = surface(
    outline(mirror(`240 ${top - 94}, 262 ${top - 88}, 258 ${top - 72}, 250 ${top - 60}*, 240 ${top - 58}`)),
    look.either('#d0ac5c', '#2f2f33', look.main),
    { shade: 'ball' },
  );
  const ring = fold(arc(240, top - 26, half * 0.66, 14, 'up'), 2, 0.16);
  return {
    body:
      ear +
      flipped(ear) +
      body +
      rim +
      lid +
      ring +
      knob +
      gleam(curve(`${250 - half} ${top + 40}, ${254 - half} 320, ${262 - half} 370`), 7, 0.3),
    shadow: half + 10,
    ground: 408,
  };
};

const potLid = (look: Look, half: number, top: number): string =>
  surface(
    outline(
      mirror(
        `240 ${top - 62}, ${240 + half * 0.5} ${top - 52}, ${240 + half * 0.92} ${top - 24}, ${243 + half} ${top - 6}*, 240 ${top + 8}`,
      ),
    ),
    look.main,
    { shade: 'round' },
  );

const cuttingBoard: Drawing = (look) => {
  const [half, top] = [look.vary(104, 122), look.vary(128, 148)];
  const form = look.either(
    outline(
      mirror(
        `240 ${top - 62}, 264 ${top - 56}, 270 ${top - 6}, 286 ${top + 8}, ${240 + half} ${top + 22}*, ${240 + half} 402*, 240 402`,
      ),
    ),
    box(240 - half - 20, top, 2 * half + 40, 402 - top, 22),
    outline(
      mirror(`240 ${top - 40}, ${240 + half * 0.8} ${top - 4}, ${240 + half} 260, ${240 + half * 0.8} 392, 240 404`),
    ),
  );
  const hole = form.startsWith('M240')
    ? fill(ellipse(240, top - 32, 10), '#efedea') + stroke(ellipse(240, top - 32, 10), darker(look.main, 0.4), 2)
    : '';
  const strips = [-0.66, -0.22, 0.22, 0.66].map((share) =>
    stroke(line(`${240 + share * half} ${top + 30}, ${240 + share * half} 396`), darker(look.main, 0.4), 2, 0.3),
  );
  const groove = look.either(
    '',
    stroke(box(262 - half, top + 42, 2 * half - 44, 340 - top, 12), darker(look.main, 0.45), 4, 0.5),
  );
  const tomato = look.either(
    '',
    surface(ellipse(330, 380, 30, 27), '#cf2f2a', { shade: 'ball' }) +
      surface(outline('330 352*, 318 346, 328 356, 322 362, 332 358, 342 362, 336 354'), '#4c8a45'),
  );
  return {
    body: wood(form, look.main, 'grain-up') + strips.join('') + groove + hole + tomato,
    shadow: half + 20,
    ground: 406,
  };
};

const knife: Drawing = (look) => {
  const [tip, spine] = [look.vary(66, 84), look.vary(212, 222)];
  const blade = surface(
    outline(`${tip} 292*, 120 ${spine + 28}, 190 ${spine}, 306 ${spine - 2}*, 306 288*, 200 302, 130 302`),
    '#d3d7dc',
    { shade: 'tall', over: ['brushed'] },
  );
  const edge = fill(outline(`${tip} 292*, 140 286, 306 276*, 306 288*, 200 302, 130 302`), '#ffffff', 0.55);
  const bolster = surface(outline('302 210*, 320 212*, 318 270, 304 290*'), '#b3b8be', { shade: 'metal' });
  const handle = surface(
    outline('318 211*, 380 214, 428 222, 440 240, 432 262, 400 256, 360 252, 318 262*'),
    look.main,
    { shade: 'tall', over: look.main === '#2a2a2d' ? [] : ['grain'] },
  );
  const rivets = [342, 376, 408].map((x) =>
    surface(ellipse(x, 234 + (x - 342) * 0.06, 5.5), '#d7dade', { shade: 'ball' }),
  );
  const pattern = look.either(
    '',
    stroke(curve(`130 ${spine + 44}, 190 ${spine + 30}, 250 ${spine + 40}, 304 ${spine + 32}`), '#8f96a0', 2, 0.6) +
      stroke(curve(`120 ${spine + 54}, 190 ${spine + 42}, 250 ${spine + 52}, 304 ${spine + 44}`), '#8f96a0', 2, 0.6),
  );
  return {
    body: group('translate(-10 60) rotate(-8 240 250)', blade, edge, pattern, bolster, handle, rivets.join('')),
    shadow: 176,
    ground: 386,
  };
};

export const COOKING = { 'frying-pan': fryingPan, pot, 'cutting-board': cuttingBoard, knife } as const satisfies Record<
  string,
  Drawing
>;
