import type { Drawing, Look } from './look.ts';
import { arc, box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { contrast, darker, fill, fold, gleam, group, lighter, stroke, surface } from './surface.ts';

const GOLD = '#d3ad5e';

/** A label with some lines of print that say nothing. */
const label = (x: number, y: number, width: number, height: number, ink: string, paper = '#fbf9f3'): string =>
  surface(box(x - width / 2, y, width, height, 3), paper, { shade: 'round' }) +
  stroke(line(`${x - width * 0.3} ${y + height * 0.34}, ${x + width * 0.3} ${y + height * 0.34}`), ink, height * 0.1) +
  stroke(
    line(`${x - width * 0.2} ${y + height * 0.58}, ${x + width * 0.2} ${y + height * 0.58}`),
    ink,
    height * 0.045,
    0.7,
  ) +
  stroke(
    line(`${x - width * 0.14} ${y + height * 0.72}, ${x + width * 0.14} ${y + height * 0.72}`),
    ink,
    height * 0.045,
    0.7,
  );

const perfume: Drawing = (look) => {
  const [half, top] = [look.vary(84, 100), look.vary(214, 234)];
  const form = look.either('square', 'round', 'facet');
  const outer =
    form === 'square'
      ? box(240 - half, top, 2 * half, 404 - top, 18)
      : form === 'round'
        ? outline(mirror(`240 ${top - 4}, 276 ${top + 4}, ${250 + half} 310, ${230 + half} 384, 280 404*, 240 404`))
        : polygon(
            `${264 - half} ${top}, ${216 + half} ${top}, ${246 + half} ${top + 60}, ${232 + half} 404, ${248 - half} 404, ${234 - half} ${top + 60}`,
          );
  const liquid =
    form === 'square'
      ? box(254 - half, top + 36, 2 * half - 28, 354 - top, 10)
      : form === 'round'
        ? outline(mirror(`240 ${top + 50}, 284 ${top + 52}, ${232 + half} 314, ${214 + half} 376, 274 392*, 240 392`))
        : polygon(`${250 - half} ${top + 60}, ${230 + half} ${top + 60}, ${218 + half} 390, ${262 - half} 390`);
  const neck = surface(box(218, top - 26, 44, 28, 3), GOLD, { shade: 'metal' });
  const cap = look.either(
    surface(box(204, top - 92, 72, 68, 8), look.either('#2c2c30', GOLD, '#fbf9f3'), { shade: 'round' }),
    surface(ellipse(240, top - 62, 42), look.either('#fbf9f3', GOLD), { shade: 'ball' }),
    surface(outline(mirror(`240 ${top - 100}, 266 ${top - 94}, 280 ${top - 26}*, 240 ${top - 24}`)), '#2c2c30', {
      shade: 'metal',
    }),
  );
  const facets =
    form === 'facet'
      ? fold(line(`${264 - half} ${top}, ${270 - half} 400`), 2, 0.15) +
        fold(line(`${216 + half} ${top}, ${210 + half} 400`), 2, 0.15)
      : '';
  return {
    body:
      neck +
      cap +
      surface(outer, lighter(look.main, 0.7), { shade: 'glass', opacity: 0.6 }) +
      surface(liquid, look.main, { shade: 'soft', opacity: 0.85 }) +
      facets +
      label(240, top + 76, 84, 62, '#4a4540') +
      gleam(line(`${258 - half} ${top + 30}, ${258 - half} 370`), 7, 0.7),
    shadow: half + 14,
    ground: 407,
  };
};

const lipstick: Drawing = (look) => {
  const lift = look.vary(0, 26);
  const casing = look.either('#2c2c30', '#fbf9f3', darker(look.main, 0.45));
  const bullet =
    surface(
      outline(`214 ${186 - lift}*, 220 ${120 - lift}, 244 ${92 - lift}, 266 ${106 - lift}, 266 ${186 - lift}*`),
      look.main,
      { shade: 'round' },
    ) +
    surface(
      outline(`221 ${126 - lift}, 244 ${92 - lift}*, 266 ${104 - lift}*, 262 ${128 - lift}, 240 ${142 - lift}`),
      lighter(look.main, 0.22),
      { shade: 'soft' },
    ) +
    surface(box(214, 180 - lift, 52, 40 + lift), look.main, { shade: 'round' });
  const tubeOf =
    surface(box(204, 212, 72, 64, 3), GOLD, { shade: 'metal' }) +
    surface(box(194, 272, 92, 132, 6), casing, { shade: 'round' }) +
    surface(box(194, 286, 92, 10), GOLD, { shade: 'metal' });
  const cap = group(
    'translate(124 0)',
    surface(box(194, 260, 88, 144, 8), casing, { shade: 'round' }),
    surface(box(194, 380, 88, 12), GOLD, { shade: 'metal' }),
  );
  const smear = surface(outline('60 396, 96 372, 150 378, 168 394, 140 408, 90 410'), look.main, { shade: 'plump' });
  return {
    body: group('translate(-34 0)', bullet, tubeOf, look.either(cap, ''), look.either('', smear)),
    shadow: 130,
    ground: 408,
  };
};

const nailPolish: Drawing = (look) => {
  const [half, top] = [look.vary(74, 88), look.vary(256, 274)];
  const body = look.either(
    turned(240, `30 ${top}*, ${half * 0.8} ${top + 22}, ${half} ${top + 70}, ${half} 388, ${half - 12} 404*`, 6),
    box(240 - half, top + 8, 2 * half, 396 - top, 22),
    turned(240, `30 ${top}*, ${half} ${top + 60}, ${half * 0.9} 380, ${half * 0.6} 404*`, 6),
  );
  const cap = surface(
    outline(mirror(`240 ${top - 168}, 262 ${top - 164}, 272 ${top - 8}*, 240 ${top - 2}`)),
    look.either('#2c2c30', '#fbf9f3', GOLD),
    { shade: 'round' },
  );
  const neck = surface(box(208, top - 10, 64, 24, 3), GOLD, { shade: 'metal' });
  const drop = look.either(
    '',
    surface(outline('330 404, 350 386, 392 384, 420 398, 396 410, 350 410'), look.main, { shade: 'plump' }) +
      gleam(curve('350 394, 374 390, 396 392'), 4, 0.7),
  );
  return {
    body:
      cap +
      neck +
      surface(body, look.main, { shade: 'round' }) +
      gleam(curve(`${262 - half} ${top + 60}, ${260 - half} 330, ${266 - half} 376`), 9, 0.6) +
      label(240, top + 62, 62, 46, '#4a4540') +
      drop,
    shadow: half + 18,
    ground: 407,
  };
};

const cream: Drawing = (look) => {
  const [half, top] = [look.vary(106, 122), look.vary(284, 304)];
  const jar = surface(turned(240, `${half} ${top}*, ${half} 388, ${half - 8} 402*`, 12), look.main, { shade: 'round' });
  const open = look.either(true, false);
  const white =
    surface(ellipse(240, top - 2, half - 4, 22), '#fffdf7', { shade: 'plump' }) +
    surface(
      outline(`196 ${top - 8}, 226 ${top - 34}, 252 ${top - 18}, 284 ${top - 10}, 262 ${top + 4}, 214 ${top + 4}`),
      '#fffef9',
      { shade: 'plump' },
    );
  const lidColour = look.either('#fbf9f3', GOLD, '#b9834a');
  const lid = (x: number, y: number): string =>
    surface(turned(x, `${half + 3} ${y}*, ${half + 3} ${y + 40}*`, 12), lidColour, {
      shade: 'round',
      over: lidColour === '#b9834a' ? ['grain'] : [],
    }) + surface(ellipse(x, y, half + 3, 19), lighter(lidColour, 0.15));
  const leaned = group(
    'rotate(14 400 350)',
    surface(ellipse(398, 348, 34, 58), darker(lidColour, 0.15)),
    surface(ellipse(390, 348, 32, 56), lidColour, { shade: 'soft' }),
    surface(ellipse(390, 348, 26, 48), darker(lidColour, 0.2), { shade: 'inside' }),
  );
  const rim = stroke(arc(240, top, half, 24), lighter(look.main, 0.5), 5);
  return {
    body: group(
      'translate(-34 0)',
      (open ? group('translate(34 0)', leaned) : '') +
        jar +
        rim +
        label(240, top + 34, 116, 64, '#4a4540') +
        (open ? white : lid(240, top - 34)),
    ),
    shadow: half + 30,
    middle: 222,
    ground: 408,
  };
};

const shampoo: Drawing = (look) => {
  const [half, top] = [look.vary(70, 84), look.vary(184, 206)];
  const cap = look.either('#fbf9f3', '#2c2c30', look.accent);
  const body = surface(
    look.either(
      turned(240, `44 ${top}*, ${half} ${top + 34}, ${half} 384, ${half - 10} 404*`, 8),
      outline(
        mirror(
          `240 ${top}, 276 ${top + 4}*, ${240 + half} ${top + 60}, ${246 + half} 320, ${234 + half} 400*, 240 406`,
        ),
      ),
      box(240 - half, top, 2 * half, 404 - top, 16),
    ),
    look.main,
    { shade: 'round' },
  );
  const pump =
    surface(box(206, top - 26, 68, 30, 5), cap, { shade: 'round' }) +
    surface(box(232, top - 66, 16, 42, 2), lighter(cap, 0.15), { shade: 'round' }) +
    surface(
      outline(
        `188 ${top - 92}, 210 ${top - 100}, 264 ${top - 98}*, 270 ${top - 66}*, 214 ${top - 68}, 200 ${top - 62}, 186 ${top - 66}`,
      ),
      cap,
      { shade: 'tall' },
    );
  const flip =
    surface(outline(mirror(`240 ${top - 54}, 276 ${top - 50}*, 282 ${top + 2}*, 240 ${top + 6}`)), cap, {
      shade: 'round',
    }) + fold(line(`204 ${top - 22}, 276 ${top - 22}`), 2, 0.25);
  const leaf = (x: number, y: number, turn: number): string =>
    group(
      `rotate(${turn} ${x} ${y})`,
      surface(outline(`${x} ${y}*, ${x + 9} ${y - 16}, ${x} ${y - 34}*, ${x - 9} ${y - 16}`), '#5f8f5a'),
    );
  const sprig = leaf(240, top + 86, -34) + leaf(240, top + 86, 34) + leaf(240, top + 86, 0);
  return {
    body:
      look.either(pump, pump, flip) +
      body +
      label(240, top + 92, half * 1.36, 92, '#4a4540') +
      sprig +
      gleam(line(`${258 - half} ${top + 60}, ${258 - half} 370`), 7, 0.4),
    shadow: half + 16,
    ground: 408,
  };
};

const soap: Drawing = (look) => {
  const half = look.vary(126, 142);
  const bar = (dx: number, dy: number, colour: string): string =>
    group(
      `translate(${dx} ${dy})`,
      surface(
        outline(
          `${240 - half} 318, ${262 - half} 292, 240 284, ${218 + half} 292, ${240 + half} 318, ${240 + half} 358, ${218 + half} 388, 240 394, ${262 - half} 388, ${240 - half} 358`,
        ),
        darker(colour, 0.08),
        { shade: 'tall' },
      ),
      surface(
        outline(
          `${244 - half} 314, ${264 - half} 290, 240 282, ${216 + half} 290, ${236 + half} 314, ${214 + half} 342, 240 350, ${266 - half} 342`,
        ),
        lighter(colour, 0.12),
        { shade: 'plump' },
      ),
    );
  const stamp =
    stroke(ellipse(240, 316, 54, 17), darker(look.main, 0.3), 3, 0.5) +
    stroke(curve('212 320, 228 308, 240 322, 252 308, 268 320'), darker(look.main, 0.3), 3.5, 0.55);
  const bubbles = [
    [96, 270, 17],
    [124, 244, 10],
    [384, 258, 14],
    [360, 232, 22],
    [402, 290, 9],
  ]
    .map(([x, y, r]) => surface(ellipse(x!, y!, r!), '#ffffff', { shade: 'ball', opacity: 0.3 }))
    .join('');
  const band = look.either(
    '',
    surface(polygon(`206 283, 274 283, 278 392, 202 392`), '#fbf9f3', { shade: 'tall', opacity: 0.95 }) +
      stroke(line('222 330, 258 330'), '#4a4540', 5) +
      stroke(line('228 344, 252 344'), '#4a4540', 3),
  );
  const second = look.either('', bar(26, -64, lighter(look.main, 0.3)));
  return {
    body: second + bar(0, 0, look.main) + (band === '' ? stamp : band) + bubbles,
    shadow: half + 12,
    ground: 398,
  };
};

const hairDryer: Drawing = (look) => {
  const accent = look.either(GOLD, '#2c2c30', '#c5c9ce');
  const fat = look.vary(62, 72);
  const barrel = surface(
    outline(
      `396 ${184 - fat}, 426 ${184 - fat * 0.6}, 434 184, 424 ${184 + fat * 0.6}, 392 ${184 + fat}, 300 ${184 + fat * 0.94}, 196 226*, 190 146*, 300 ${184 - fat * 0.94}`,
    ),
    look.main,
    { shade: 'tall' },
  );
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
  const pins = Array.from({ length: 8 }, (_, row) =>
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
  const hole = fill(ellipse(240, 404, 6), '#efedea');
  return { body: group('rotate(20 240 240)', back, pad, pins.join(''), hole), shadow: 74, ground: 440, middle: 188 };
};

export const BEAUTY = {
  perfume,
  lipstick,
  'nail-polish': nailPolish,
  cream,
  shampoo,
  soap,
  'hair-dryer': hairDryer,
  brush,
} as const satisfies Record<string, Drawing>;
