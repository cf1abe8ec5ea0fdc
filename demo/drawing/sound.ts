import type { Drawing } from './look.ts';
import { arc, box, curve, ellipse, line, mirror, outline, turned } from './outline.ts';
import { darker, fill, flipped, gleam, group, lighter, stroke, surface, tube } from './surface.ts';

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

const speaker: Drawing = (look) => look.either(speakerTin, speakerBox, speakerPill)(look);

const speakerTin: Drawing = (look) => {
  const [half, top] = [look.vary(78, 90), look.vary(150, 180)];
  const profile = `${half} ${top}*, ${half + 4} 280, ${half} 394, ${half - 6} 402*`;
  const body = surface(turned(240, profile, 10), look.main, { shade: 'round', over: ['mesh'] });
  const keys = [-26, 0, 26].map((dx) => fill(ellipse(240 + dx, top, 7, 4), '#ffffff', 0.75)).join('');
  const cap = surface(ellipse(240, top, half, 17), '#2f3035', { shade: 'soft' }) + keys;
  const foot = surface(turned(240, `${half} 386*, ${half - 6} 402*`, 10), '#2f3035', { shade: 'round' });
  const badge = surface(box(214, 300, 52, 22, 4), '#e9ebee', { shade: 'metal' });
  return { body: body + cap + foot + badge, shadow: half + 14 };
};

const speakerBox: Drawing = (look) => {
  const [half, top] = [look.vary(118, 134), look.vary(208, 232)];
  const grip = `${270 - half} ${top + 4}, ${280 - half} ${top - 44}, ${200 + half} ${top - 44}, ${210 + half} ${top + 4}`;
  const handle = look.either('', tube(curve(grip), '#8a5a33', 12));
  const front = surface(box(240 - half, top, 2 * half, 402 - top, 20), look.main);
  const grille = surface(box(254 - half, top + 14, 2 * half - 28, 360 - top, 12), darker(look.main, 0.25), {
    over: ['mesh'],
  });
  const cones = [-1, 1].map((side) => cone(240 + side * half * 0.42, (top + 392) / 2, 40)).join('');
  const badge = surface(box(216, 380, 48, 13, 4), '#d9dce0', { shade: 'metal' });
  return { body: handle + front + grille + cones + badge, shadow: half + 14, ground: 406 };
};

const speakerPill: Drawing = (look) => {
  const half = look.vary(166, 180);
  const loop = tube(curve(`${250 - half} 300, ${226 - half} 322, ${250 - half} 346`), '#2f3035', 8);
  const front = surface(box(240 - half, 256, 2 * half, 130, 64), look.main);
  const grille = surface(box(262 - half, 270, 2 * half - 44, 102, 50), darker(look.main, 0.25), { over: ['mesh'] });
  const cones = [-1, 1].map((side) => cone(240 + side * half * 0.5, 321, 38)).join('');
  const badge = surface(box(216, 314, 48, 13, 4), '#d9dce0', { shade: 'metal' });
  return { body: loop + front + grille + cones + badge, shadow: half + 14, ground: 392 };
};

const cone = (x: number, y: number, radius: number): string =>
  surface(ellipse(x, y, radius), '#2a2b2f', { shade: 'soft' }) +
  surface(ellipse(x, y, radius * 0.62), '#3c3d43', { shade: 'ball' }) +
  surface(ellipse(x, y, radius * 0.24), '#8f9399', { shade: 'ball' });

export const SOUND = { headphones, earbuds, speaker } as const satisfies Record<string, Drawing>;
