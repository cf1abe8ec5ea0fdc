import type { Drawing } from './look.ts';
import { arc, box, curve, ellipse, mirror, outline } from './outline.ts';
import { contrast, darker, fold, group, lighter, seam, stroke, stuff, surface } from './surface.ts';

const beanie: Drawing = (look) => {
  const [half, top] = [look.vary(116, 130), look.vary(120, 142)];
  const wool = { ...look, material: 'wool' };
  const dome = stuff(
    outline(
      mirror(
        `240 ${top}, ${240 + half * 0.6} ${top + 26}, ${240 + half * 0.96} ${top + 110}, ${240 + half} 320*, 240 326`,
      ),
    ),
    wool,
  );
  const gathers = [-0.7, -0.35, 0, 0.35, 0.7].map((share) =>
    fold(
      curve(`${240 + share * 14} ${top + 8}, ${240 + share * half * 0.8} ${top + 90}, ${240 + share * half} 310`),
      4,
      0.1,
    ),
  );
  const cuff = surface(
    outline(mirror(`240 296, ${240 + half + 5} 288*, ${240 + half + 8} 372, ${240 + half - 4} 382*, 240 394`)),
    look.either(look.main, darker(look.main, 0.12), look.accent),
    { shade: 'cloth', over: ['rib'] },
  );
  const pompon = surface(ellipse(240, top - 12, 40), look.either(look.main, look.accent, lighter(look.main, 0.4)), {
    shade: 'ball',
    over: ['fur'],
  });
  const label = look.either(
    '',
    surface(box(262, 326, 40, 30, 3), '#9b6b3f', { over: ['nap'] }) + seam(box(265, 329, 34, 24, 2)),
  );
  return { body: dome + gathers.join('') + cuff + label + look.either(pompon, pompon, ''), shadow: 124, ground: 396 };
};

const cap: Drawing = (look) => {
  const high = look.vary(132, 152);
  const crown = stuff(
    outline(`104 310*, 102 240, 146 ${high + 22}, 216 ${high}, 286 ${high + 26}, 324 232, 330 306*, 220 328`),
    look,
    'plump',
  );
  const brim = surface(
    outline('196 316*, 262 300, 330 302*, 392 316, 436 350, 424 366, 352 356, 270 352, 206 344'),
    look.either(look.main, darker(look.main, 0.18), look.accent),
    { shade: 'tall' },
  );
  const rows = [0, 7, 14].map((step) =>
    seam(curve(`${222 + step} ${326 + step}, 330 ${314 + step}, ${414 - step} ${348 + step * 0.5}`), '#000000', 0.2),
  );
  const panels =
    fold(curve(`216 ${high}, 186 210, 190 324`), 2, 0.22) +
    fold(curve(`216 ${high}, 270 220, 282 312`), 2, 0.22) +
    seam(curve(`220 ${high + 4}, 277 222, 289 308`), '#000000', 0.25);
  const badge =
    surface(ellipse(296, 248, 19, 24), lighter(contrast(look.main), 0.2)) +
    stroke(curve('286 252, 294 238, 300 256, 306 242'), look.main, 3);
  const knob = surface(ellipse(216, high, 11, 6), darker(look.main, 0.15));
  return { body: crown + panels + badge + knob + brim + rows.join(''), shadow: 150, ground: 366, middle: 258 };
};

const sunHat: Drawing = (look) => {
  const [wide, high] = [look.vary(168, 190), look.vary(150, 172)];
  const weave = (path: string, shade: 'plump' | 'cloth'): string =>
    surface(path, look.main, { shade, over: ['straw'] });
  const brim = weave(
    outline(mirror(`240 262, ${240 + wide * 0.7} 268, ${240 + wide} 306, ${240 + wide * 0.8} 344, 240 368`)),
    'plump',
  );
  const crown = weave(outline(mirror(`240 ${high}, 300 ${high + 12}, 326 236, 334 300, 300 318, 240 324`)), 'cloth');
  const ribbon = surface(
    outline(mirror('240 286, 330 268*, 335 298, 300 317, 240 324')),
    look.either('#2a2a2d', '#1e2d55', '#cb2230', '#f8f7f4', '#6c4327'),
    { shade: 'round' },
  );
  const bow = look.either(
    '',
    group(
      'translate(0 4)',
      surface(outline('306 292, 350 270, 362 292, 350 312'), '#3a3632'),
      surface(ellipse(308, 292, 9), '#3a3632', { shade: 'ball' }),
    ),
  );
  const rings = [0.62, 0.82].map((share) => fold(arc(240, 312, wide * share, 44 * share, 'down'), 2, 0.12));
  return { body: brim + rings.join('') + crown + ribbon + bow, shadow: wide, ground: 366 };
};

export const HATS = { beanie, cap, 'sun-hat': sunHat } as const satisfies Record<string, Drawing>;
