import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, fold, gleam, group, lighter, stroke, surface } from './surface.ts';

export const GOLD = '#d3ad5e';

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
  const cap = perfumeCap(look, top);
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

const perfumeCap = (look: Look, top: number): string =>
  look.either(
    surface(box(204, top - 92, 72, 68, 8), look.either('#2c2c30', GOLD, '#fbf9f3'), { shade: 'round' }),
    surface(ellipse(240, top - 62, 42), look.either('#fbf9f3', GOLD), { shade: 'ball' }),
    surface(outline(mirror(`240 ${top - 100}, 266 ${top - 94}, 280 ${top - 26}*, 240 ${top - 24}`)), '#2c2c30', {
      shade: 'metal',
    }),
  );

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

/** A label with some lines of print that say nothing. */
export const label = (x: number, y: number, width: number, height: number, ink: string, paper = '#fbf9f3'): string =>
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

export const MAKE_UP = { perfume, lipstick, 'nail-polish': nailPolish } as const satisfies Record<string, Drawing>;
