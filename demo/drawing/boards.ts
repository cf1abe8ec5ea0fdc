import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon } from './outline.ts';
import { contrast, fill, gleam, group, lighter, stroke, stuff, surface } from './surface.ts';

const skateboard: Drawing = (look) => {
  const half = look.vary(62, 72);
  const deck = skateboardDeck(half);
  const wheels = look.either('#f3efe4', look.accent, '#ec7fa5');
  const truck = (y: number): string =>
    [-1, 1]
      .map((side) => surface(box(240 + side * (half + 8) - 11, y - 18, 22, 36, 9), wheels, { shade: 'round' }))
      .join('') + surface(box(240 - half + 6, y - 7, 2 * half - 12, 14, 5), '#b3b8be', { shade: 'tall' });
  const art = look.pattern === 'plain' ? skateboardArt(look, half) : '';
  return {
    body: group(
      'rotate(18 240 240)',
      truck(122),
      truck(358),
      stuff(deck, { ...look, material: 'maple' }, 'round'),
      art,
      truckPlate(122),
      truckPlate(358),
      gleam(curve(`${250 - half} 130, ${248 - half} 240, ${250 - half} 350`), 6, 0.35),
    ),
    shadow: 80,
    ground: 444,
    middle: 200,
  };
};

const skateboardArt = (look: Look, half: number): string =>
  look.either(
    stroke(line('240 150, 240 330'), look.accent, 26, 0.9) + stroke(line('240 180, 240 300'), look.main, 8),
    surface(ellipse(240, 240, half * 0.66), look.accent, { shade: 'flat' }) +
      stroke(curve('208 260, 226 222, 246 258, 272 218'), lighter(contrast(look.accent), 0.2), 9),
    [190, 230, 270]
      .map((y) => stroke(line(`${246 - half} ${y + 30}, ${234 + half} ${y - 30}`), look.accent, 13))
      .join(''),
  );

const truckPlate = (y: number): string =>
  surface(box(216, y - 26, 48, 52, 7), '#c5c9ce', { shade: 'metal' }) +
  [
    [-14, -16],
    [14, -16],
    [-14, 16],
    [14, 16],
  ]
    .map(([dx, dy]) => fill(ellipse(240 + dx!, y + dy!, 4), '#55585f'))
    .join('');

const skateboardDeck = (half: number): string =>
  outline(
    mirror(`240 40, ${240 + half * 0.72} 56, ${240 + half} 110, ${240 + half} 370, ${240 + half * 0.72} 424, 240 440`),
  );

const surfboard: Drawing = (look) => {
  const [half, tail] = [look.vary(60, 76), look.vary(22, 38)];
  const board = outline(
    mirror(
      `240 26*, ${240 + half * 0.62} 110, ${240 + half} 230, ${240 + half * 0.86} 350, ${240 + tail} 430*, 240 438`,
    ),
  );
  const plain = look.pattern === 'plain';
  const bands = plain
    ? look.either(
        fill(
          outline(mirror(`240 26*, ${240 + half * 0.62} 110, ${240 + half * 0.8} 150*, 240 162`)),
          look.accent,
          0.95,
        ),
        `<clipPath id="clip"><path d="${board}"/></clipPath><g clip-path="url(#clip)">${fill(polygon(`${240 - half} 270, ${240 + half} 220, ${240 + half} 262, ${240 - half} 312`), look.accent)}${fill(polygon(`${240 - half} 322, ${240 + half} 272, ${240 + half} 284, ${240 - half} 334`), look.accent)}</g>`,
      )
    : '';
  const stringer = stroke(line('240 34, 240 434'), '#8a5a33', 3, 0.7);
  const pad = surface(box(214, 372, 52, 40, 8), '#3a3d44', { over: ['mesh'] });
  const sheen = gleam(curve(`${258 - half} 180, ${254 - half} 240, ${264 - half} 330`), 7, 0.6);
  const leash = look.either('', stroke(curve('240 424, 300 440, 330 400, 316 350'), '#2c2c30', 4));
  return {
    body: group(
      'rotate(9 240 240)',
      leash,
      stuff(board, { ...look, material: 'epoxy' }, 'round'),
      bands,
      stringer,
      pad,
      sheen,
    ),
    shadow: 70,
    ground: 444,
    middle: 220,
  };
};

export const BOARDS = { skateboard, surfboard } as const satisfies Record<string, Drawing>;
