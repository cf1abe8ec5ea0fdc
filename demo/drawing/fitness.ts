import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, flipped, gleam, group, lighter, stroke, surface, tube } from './surface.ts';

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

export const FITNESS = { dumbbell, 'yoga-mat': yogaMat, 'swim-goggles': swimGoggles } as const satisfies Record<
  string,
  Drawing
>;
