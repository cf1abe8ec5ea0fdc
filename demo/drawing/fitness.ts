import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { contrast, darker, fill, flipped, gleam, group, lighter, stroke, stuff, surface, tube } from './surface.ts';

const racket: Drawing = (look) => {
  const [rx, ry] = [look.vary(88, 98), look.vary(112, 122)];
  const y = 164;
  const clip = `<clipPath id="clip"><path d="${ellipse(240, y, rx, ry)}"/></clipPath>`;
  const strings = Array.from({ length: 15 }, (_, index) => index - 7)
    .map(
      (step) =>
        stroke(line(`${240 + step * 13} ${y - ry}, ${240 + step * 13} ${y + ry}`), '#fbfbf5', 2) +
        stroke(line(`${240 - rx} ${y + step * 16}, ${240 + rx} ${y + step * 16}`), '#d9d7cf', 1.8),
    )
    .join('');
  const head =
    stroke(ellipse(240, y, rx, ry), darker(look.main, 0.4), 19) +
    stroke(ellipse(240, y, rx, ry), look.main, 16) +
    stroke(ellipse(238, y - 2, rx + 2, ry + 2), '#ffffff', 3, 0.35);
  const band = stroke(
    `M${240 - rx} ${y}A${rx} ${ry} 0 0 1 ${240 - rx * 0.5} ${y - ry * 0.86}M${240 + rx} ${y}A${rx} ${ry} 0 0 0 ${240 + rx * 0.5} ${y - ry * 0.86}`,
    look.accent,
    16,
  );
  const throat =
    tube(curve(`${240 - rx * 0.62} ${y + ry * 0.82}, 218 ${y + ry + 40}, 236 ${y + ry + 84}`), look.main, 13) +
    tube(curve(`${240 + rx * 0.62} ${y + ry * 0.82}, 262 ${y + ry + 40}, 244 ${y + ry + 84}`), look.main, 13);
  const grip =
    surface(box(226, y + ry + 70, 28, 118, 8), '#2c2c30', { shade: 'round' }) +
    [86, 106, 126, 146, 166]
      .map((dy) => stroke(line(`227 ${y + ry + dy + 6}, 253 ${y + ry + dy - 6}`), '#6b6e75', 2.5))
      .join('');
  return {
    body: group(
      'rotate(20 240 240)',
      clip,
      `<g clip-path="url(#clip)">${strings}</g>`,
      throat,
      head,
      look.either(band, ''),
      grip,
    ),
    shadow: 84,
    ground: 440,
    middle: 190,
  };
};

const felt = (x: number, y: number, r: number, colour: string): string =>
  surface(ellipse(x, y, r), colour, { shade: 'ball', over: ['fur'] }) +
  stroke(
    curve(`${x - r * 0.86} ${y - r * 0.5}, ${x - r * 0.2} ${y - r * 0.1}, ${x - r * 0.16} ${y + r * 0.96}`),
    '#fbfbf5',
    4.5,
  ) +
  stroke(
    curve(`${x + r * 0.3} ${y - r * 0.94}, ${x + r * 0.36} ${y - r * 0.2}, ${x + r * 0.97} ${y + r * 0.2}`),
    '#fbfbf5',
    4.5,
  );

const tennisBalls: Drawing = (look) => {
  const r = look.vary(46, 52);
  const colour = look.main === '#f5c928' ? '#d9e34a' : look.main;
  const tubeOf = surface(turned(176, `${r + 6} 128*, ${r + 6} 396*`, 8), '#eef3f5', { shade: 'glass', opacity: 0.3 });
  const inside = [396 - r, 396 - 3 * r + 4, 396 - 5 * r + 8].map((y) => felt(176, y, r, colour)).join('');
  const lid = surface(turned(176, `${r + 9} 108*, ${r + 9} 132*`, 7), look.either('#2f3035', look.accent), {
    shade: 'round',
  });
  const label =
    surface(turned(176, `${r + 6} 330*, ${r + 6} 382*`, 8), look.either('#1e2d55', '#23563b', '#7c1d33'), {
      shade: 'round',
      opacity: 0.92,
    }) + stroke(curve('152 362, 176 350, 200 362'), '#ffffff', 5);
  return {
    body: inside + tubeOf + label + lid + felt(312, 402 - r, r, colour) + felt(396, 408 - r, r * 0.96, colour),
    shadow: 176,
    ground: 408,
    middle: 264,
  };
};

const dumbbell: Drawing = (look) => {
  const size = look.vary(0.92, 1.08);
  const head = (x: number): string =>
    surface(
      outline(
        `${x - 46} 252*, ${x - 26} 222*, ${x + 26} 222*, ${x + 46} 252*, ${x + 46} 330*, ${x + 26} 360*, ${x - 26} 360*, ${x - 46} 330*`,
      ),
      look.main,
      { shade: 'soft' },
    ) +
    stroke(
      polygon(
        `${x - 24} 246, ${x + 24} 246, ${x + 34} 264, ${x + 34} 318, ${x + 24} 336, ${x - 24} 336, ${x - 34} 318, ${x - 34} 264`,
      ),
      '#ffffff',
      3,
      0.3,
    );
  const side = (x: number, lean: number): string =>
    surface(polygon(`${x} 226, ${x + lean} 240, ${x + lean} 344, ${x} 358`), darker(look.main, 0.3));
  const bar = surface(box(160, 272, 160, 38, 12), look.either('#c5c9ce', darker(look.main, 0.15)), {
    shade: 'tall',
    over: ['mesh'],
  });
  const mark = [112, 368].map((x) => stroke(ellipse(x, 291, 15), '#ffffff', 4, 0.75)).join('');
  return {
    body: group(
      `translate(${240 - 240 * size} ${396 - 360 * size}) scale(${size})`,
      bar,
      side(158, 16),
      side(322, -16),
      head(112),
      head(368),
      mark,
      gleam(line('78 262, 78 320'), 5, 0.4),
    ),
    shadow: 176,
    ground: 400,
  };
};

const yogaMat: Drawing = (look) => {
  const r = look.vary(54, 66);
  const back = lighter(look.main, 0.25);
  const sheet = surface(polygon(`150 ${392 - r * 0.1}, 386 ${372 - r * 0.1}, 452 398, 190 426`), back, {
    shade: 'soft',
    over: ['nap'],
  });
  const roll = surface(`M86 ${392 - r}L334 ${366 - r}A${r * 0.5} ${r} 0 0 1 334 ${366 + r}L86 ${392 + r}Z`, look.main, {
    shade: 'tall',
    over: ['nap'],
  });
  const end = surface(ellipse(86, 392, r * 0.52, r), look.main, { shade: 'soft' });
  const spiral = [0.82, 0.64, 0.46, 0.28]
    .map((share) =>
      stroke(
        ellipse(86 + (1 - share) * 2, 392, r * 0.52 * share, r * share),
        share % 0.36 < 0.2 ? darker(look.main, 0.3) : lighter(look.main, 0.4),
        3.5,
        0.8,
      ),
    )
    .join('');
  const strap =
    [150, 270]
      .map((x) =>
        stroke(
          `M${x} ${386 - r - (x - 86) * 0.105 + 4}q${r * 0.5} ${r} 0 ${2 * r}`,
          look.either('#2c2c30', look.accent),
          11,
        ),
      )
      .join('') + stroke(curve(`154 ${382 - r}, 190 ${300 - r}, 250 ${294 - r}, 276 ${368 - r}`), '#2c2c30', 8);
  return {
    body: group('translate(10 -28)', sheet, roll, end, spiral, look.either(strap, '')),
    shadow: 184,
    ground: 410,
  };
};

const skateboard: Drawing = (look) => {
  const half = look.vary(62, 72);
  const deck = outline(
    mirror(`240 40, ${240 + half * 0.72} 56, ${240 + half} 110, ${240 + half} 370, ${240 + half * 0.72} 424, 240 440`),
  );
  const wheels = look.either('#f3efe4', look.accent, '#ec7fa5');
  const truck = (y: number): string =>
    [-1, 1]
      .map((side) => surface(box(240 + side * (half + 8) - 11, y - 18, 22, 36, 9), wheels, { shade: 'round' }))
      .join('') + surface(box(240 - half + 6, y - 7, 2 * half - 12, 14, 5), '#b3b8be', { shade: 'tall' });
  const plate = (y: number): string =>
    surface(box(216, y - 26, 48, 52, 7), '#c5c9ce', { shade: 'metal' }) +
    [
      [-14, -16],
      [14, -16],
      [-14, 16],
      [14, 16],
    ]
      .map(([dx, dy]) => fill(ellipse(240 + dx!, y + dy!, 4), '#55585f'))
      .join('');
  const art =
    look.pattern === 'plain'
      ? look.either(
          stroke(line(`240 150, 240 330`), look.accent, 26, 0.9) + stroke(line('240 180, 240 300'), look.main, 8),
          surface(ellipse(240, 240, half * 0.66), look.accent, { shade: 'flat' }) +
            stroke(curve('208 260, 226 222, 246 258, 272 218'), lighter(contrast(look.accent), 0.2), 9),
          [190, 230, 270]
            .map((y) => stroke(line(`${246 - half} ${y + 30}, ${234 + half} ${y - 30}`), look.accent, 13))
            .join(''),
        )
      : '';
  return {
    body: group(
      'rotate(18 240 240)',
      truck(122),
      truck(358),
      stuff(deck, { ...look, material: 'maple' }, 'round'),
      art,
      plate(122),
      plate(358),
      gleam(curve(`${250 - half} 130, ${248 - half} 240, ${250 - half} 350`), 6, 0.35),
    ),
    shadow: 80,
    ground: 444,
    middle: 200,
  };
};

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

const swimGoggles: Drawing = (look) => {
  const lens = look.either('#5fb6d9', '#2f3b4a', '#e8a13a', '#7fd0b8');
  const size = look.vary(0.96, 1.06);
  const half =
    surface(outline('262 250, 300 222, 370 220, 400 248, 390 298, 350 322, 290 314, 264 288'), look.main, {
      shade: 'plump',
    }) +
    surface(outline('278 254, 306 236, 364 236, 384 254, 376 290, 346 306, 296 300, 280 282'), lens, {
      shade: 'soft',
      opacity: 0.9,
    }) +
    fill(outline('296 246, 330 240, 312 290, 292 288'), '#ffffff', 0.35);
  const strap =
    stroke('M396 256C452 232 440 180 240 172', darker(look.main, 0.15), 17) +
    stroke('M396 270C446 262 452 214 300 196', lighter(look.main, 0.1), 9);
  const nose = tube(curve('266 272, 240 262, 214 272'), darker(look.main, 0.25), 12);
  return {
    body: group(
      `translate(${240 - 240 * size} ${90}) scale(${size})`,
      strap,
      flipped(strap),
      nose,
      half,
      flipped(half),
    ),
    shadow: 150,
    ground: 420,
  };
};

export const FITNESS = {
  racket,
  'tennis-balls': tennisBalls,
  dumbbell,
  'yoga-mat': yogaMat,
  skateboard,
  surfboard,
  'swim-goggles': swimGoggles,
} as const satisfies Record<string, Drawing>;
