import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import { darker, flipped, fold, group, lighter, seam, stroke, stuff, surface, tube, wood } from './surface.ts';

const birdhouse: Drawing = (look) => {
  const [half, eave] = [look.vary(84, 98), look.vary(196, 214)];
  const roofColour = look.either('#8a5a33', '#55585e', look.accent);
  const post = wood(box(228, 380, 24, 50, 2), '#8a6a42', 'grain-up');
  const front = surface(
    polygon(`240 ${eave - 70}, ${240 + half} ${eave}, ${240 + half} 388, ${240 - half} 388, ${240 - half} ${eave}`),
    look.main,
    { over: ['grain-up'] },
  );
  const planks = [-0.5, 0, 0.5]
    .map((share) =>
      fold(line(`${240 + share * half} ${eave - 70 + Math.abs(share) * 70}, ${240 + share * half} 386`), 2, 0.2),
    )
    .join('');
  const hole =
    surface(ellipse(240, 274, 32), '#2a201a', { shade: 'inside' }) +
    stroke(ellipse(240, 274, 34), lighter(look.main, 0.3), 7);
  const perch =
    tube(line('240 330, 240 346'), '#8a6a42', 11) + surface(ellipse(240, 346, 7), '#b98a55', { shade: 'ball' });
  const slope = surface(
    polygon(`240 ${eave - 100}, ${240 + half + 34} ${eave + 8}, ${240 + half + 24} ${eave + 26}, 240 ${eave - 72}`),
    roofColour,
    { over: ['grain'] },
  );
  const bird = look.either(
    '',
    '',
    group(
      `translate(${300} ${eave - 110})`,
      surface(outline('0 40, 8 14, 34 2, 54 14, 58 34, 36 52, -30 62*'), '#4d8ce0', { shade: 'plump' }) +
        surface(outline('54 18*, 70 24*, 56 28*'), '#f0a93a') +
        surface(ellipse(44, 16, 4), '#1c1a1a') +
        surface(outline('6 34, 30 28, 40 42, 14 52'), '#2f6fb8'),
    ),
  );
  const base = wood(box(228 - half, 384, 2 * half + 24, 14, 3), roofColour);
  return { body: post + front + planks + hole + perch + base + flipped(slope) + slope + bird, shadow: 60, ground: 430 };
};

const parasol: Drawing = (look) => {
  const [half, top] = [look.vary(196, 212), look.vary(66, 84)];
  const pole = wood(box(234, top + 30, 12, 340 - top + 30, 2), '#b9834a', 'grain-up');
  const base = surface(turned(240, '20 378*, 24 390, 66 394, 74 410*', 7), '#6f7378', { shade: 'round' });
  const cover = outline(
    mirror(
      `240 ${top}*, ${240 + half * 0.5} ${top + 46}, ${240 + half} ${top + 112}*, ${240 + half} ${top + 140}*, ${240 + half * 0.86} ${top + 152}, ${240 + half * 0.7} ${top + 140}*, ${240 + half * 0.52} ${top + 156}, ${240 + half * 0.34} ${top + 142}*, ${240 + half * 0.18} ${top + 156}, 240 ${top + 143}*`,
    ),
  );
  const ribs = [-0.7, -0.34, 0, 0.34, 0.7]
    .map((share) =>
      fold(curve(`240 ${top}, ${240 + half * share * 0.52} ${top + 48}, ${240 + half * share} ${top + 118}`), 2.5, 0.2),
    )
    .join('');
  const edge = seam(line(`${244 - half} ${top + 114}, ${236 + half} ${top + 114}`), '#000000', 0.3);
  const crank = surface(box(228, 262, 24, 34, 5), '#55585e') + tube(line('252 278, 276 286'), '#55585e', 6);
  return {
    body:
      pole +
      base +
      crank +
      stuff(cover, { ...look, material: 'canvas' }, 'soft') +
      ribs +
      edge +
      surface(ellipse(240, top - 5, 8, 10), '#b9834a', { shade: 'ball' }),
    shadow: 96,
    ground: 410,
  };
};

const deckChair: Drawing = (look) => {
  const lean = look.vary(0, 16);
  const frame = look.either('#b9834a', '#d8b681', '#6e4729');
  const bar = (points: string, colour = frame): string => tube(line(points), colour, 14);
  const sling = stuff(
    outline(`${104 + lean} 92*, 306 92*, 322 200, 344 290, 392 324*, 236 362*, 172 310, 132 210`),
    { ...look, material: 'canvas' },
    'soft',
  );
  const shade = fold(curve('150 240, 236 250, 330 236'), 10, 0.1) + fold(curve('196 322, 280 306, 360 300'), 10, 0.12);
  return {
    body:
      bar('116 402, 312 250', darker(frame, 0.25)) +
      bar('96 80, 250 372', darker(frame, 0.2)) +
      bar('296 80, 414 340') +
      bar(`${96 + lean} 92, 316 92`) +
      sling +
      shade +
      bar('236 366, 398 326') +
      bar('88 396, 300 410') +
      bar('250 366, 206 408') +
      bar('414 330, 392 404'),
    shadow: 176,
    ground: 410,
  };
};

export const OUTDOORS = { birdhouse, parasol, 'deck-chair': deckChair } as const satisfies Record<string, Drawing>;
