import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline, polygon, turned } from './outline.ts';
import {
  darker,
  fill,
  flipped,
  fold,
  gleam,
  group,
  lighter,
  seam,
  stroke,
  stuff,
  surface,
  tube,
  wood,
} from './surface.ts';

const wateringCan: Drawing = (look) => {
  const [half, top] = [look.vary(88, 102), look.vary(226, 248)];
  const x = 214;
  const spout = surface(
    outline(
      `${x + half - 10} 356*, ${x + half + 60} 286, ${x + half + 106} ${top - 30}*, ${x + half + 124} ${top - 24}*, ${x + half + 84} 306, ${x + half - 10} 388*`,
    ),
    look.main,
    { shade: 'soft' },
  );
  const rose = group(
    `rotate(28 ${x + half + 116} ${top - 34})`,
    surface(box(x + half + 84, top - 52, 66, 20, 6), darker(look.main, 0.1), { shade: 'metal' }),
    [0, 1, 2, 3, 4].map((hole) => fill(ellipse(x + half + 94 + hole * 11, top - 51, 2.5), '#17171a', 0.6)).join(''),
  );
  const brace = stroke(line(`${x + half - 4} ${top + 26}, ${x + half + 78} ${top + 38}`), darker(look.main, 0.15), 7);
  const handle = look.either(
    tube(
      curve(`${x - half + 12} ${top + 12}, ${x - 40} ${top - 96}, ${x + 50} ${top - 100}, ${x + half - 16} ${top + 6}`),
      darker(look.main, 0.15),
      14,
    ),
    tube(
      curve(`${x - half + 6} 360, ${x - half - 56} 320, ${x - half - 30} ${top - 30}, ${x + 30} ${top - 20}`),
      darker(look.main, 0.15),
      14,
    ),
  );
  const body = surface(turned(x, `${half * 0.9} ${top}*, ${half} 330, ${half} 392, ${half - 6} 402*`, 10), look.main, {
    shade: look.material.includes('steel') || look.material === 'copper' ? 'metal' : 'round',
  });
  const lip =
    surface(ellipse(x, top, half * 0.9, 15), darker(look.main, 0.45), { shade: 'inside' }) +
    surface(
      `M${x - half * 0.9} ${top}a${half * 0.9} 15 0 0 1 ${half * 0.9} -15v30a${half * 0.9} 15 0 0 1 ${-half * 0.9} -15Z`,
      look.main,
      { shade: 'soft' },
    );
  const bands = [0.32, 0.8].map((share) =>
    fold(`M${x - half} ${top + share * 166}a${half} 13 0 0 0 ${2 * half} 0`, 4, 0.16),
  );
  return {
    body: spout + rose + brace + handle + body + lip + bands.join(''),
    shadow: half + 30,
    middle: 230,
    ground: 408,
  };
};

const plant: Drawing = (look) => {
  const [half, top] = [look.vary(70, 84), look.vary(286, 304)];
  const form = look.either('broad', 'spiky', 'cactus', 'hanging');
  const green = look.either('#3f8a4f', '#4f9a5f', '#2f6f4f');
  const leaf = (turn: number, long: number, wide: number): string =>
    group(
      `rotate(${turn} 240 ${top})`,
      surface(
        outline(
          `240 ${top}*, ${240 + wide} ${top - long * 0.5}, 240 ${top - long}*, ${240 - wide} ${top - long * 0.5}`,
        ),
        turn % 2 === 0 ? green : lighter(green, 0.12),
      ),
      fold(line(`240 ${top}, 240 ${top - long + 12}`), 2, 0.18),
    );
  const crowns = {
    broad: [-74, -50, 61, 38, -25, 17, -4].map((turn, index) => leaf(turn, 150 + index * 10, 34)).join(''),
    spiky: [-40, 33, -28, 23, -14, 11, 0].map((turn, index) => leaf(turn, 176 + index * 10, 14)).join(''),
    cactus:
      surface(outline(mirror(`240 ${top - 176}, 284 ${top - 156}, 292 ${top - 70}, 280 ${top}*`)), green, {
        shade: 'round',
        over: ['rib'],
      }) +
      surface(
        outline(
          `284 ${top - 96}, 316 ${top - 104}, 322 ${top - 150}, 342 ${top - 150}, 342 ${top - 84}, 310 ${top - 66}, 284 ${top - 70}`,
        ),
        green,
        { shade: 'round', over: ['rib'] },
      ) +
      surface(ellipse(240, top - 178, 15, 11), '#ec7fa5', { shade: 'ball' }),
    hanging: [-80, -62, 55, 78, -39, 31, 12, -13]
      .map(
        (turn, index) =>
          stroke(
            curve(
              `240 ${top}, ${240 + turn * 0.6} ${top - 120 + Math.abs(turn) * 0.4}, ${240 + turn * 1.7} ${top - 90 + Math.abs(turn)}`,
            ),
            green,
            4,
          ) +
          [0.5, 0.75, 1]
            .map((share) =>
              surface(
                ellipse(240 + turn * 1.7 * share, top - 112 * Math.sqrt(share) + Math.abs(turn) * share, 19, 15),
                index % 2 === 0 ? green : lighter(green, 0.2),
                { shade: 'ball' },
              ),
            )
            .join(''),
      )
      .join(''),
  } as const;
  const pot = stuff(
    turned(240, `${half} ${top}*, ${half * 0.92} 340, ${half * 0.72} 396*`, 7),
    { ...look, material: 'clay' },
    'round',
  );
  const rim = surface(turned(240, `${half + 6} ${top - 10}*, ${half + 5} ${top + 16}*`, 8), lighter(look.main, 0.1), {
    shade: 'round',
  });
  const soil = surface(ellipse(240, top - 10, half + 6, 11), '#4a3526', { shade: 'inside' });
  const saucer = look.either(
    surface(turned(240, `${half * 0.9} 392*, ${half * 0.8} 404*`, 5), darker(look.main, 0.1), { shade: 'round' }),
    '',
  );
  return { body: saucer + pot + rim + soil + crowns[form as keyof typeof crowns], shadow: half + 14, ground: 406 };
};

const trowel: Drawing = (look) => {
  const [half, long] = [look.vary(44, 54), look.vary(168, 190)];
  const blade =
    surface(
      outline(
        mirror(
          `240 410, 262 392, ${240 + half} 330, ${240 + half} ${412 - long}, ${240 + half * 0.6} ${404 - long}, 240 ${402 - long}`,
        ),
      ),
      '#c3c8ce',
      { shade: 'metal' },
    ) +
    fold(line(`240 ${420 - long}, 240 396`), 5, 0.16) +
    gleam(line(`${252 - half} ${424 - long}, ${254 - half} 330`), 5, 0.5);
  const marks = [0.3, 0.5, 0.7]
    .map((share) =>
      stroke(
        line(`${240 + half * 0.5} ${404 - long * share}, ${240 + half * 0.86} ${404 - long * share}`),
        '#5f656d',
        2.5,
        0.7,
      ),
    )
    .join('');
  const neck = tube(curve(`240 ${408 - long}, 246 ${384 - long}, 240 ${360 - long}`), '#aab0b7', 13);
  const handle =
    surface(
      outline(mirror(`240 50, 258 56, 264 90, 256 130, 262 ${350 - long}, 254 ${372 - long}*, 240 ${376 - long}`)),
      look.main,
      { shade: 'round', over: ['grain-up'] },
    ) +
    stroke(curve('240 66, 262 40, 284 46, 262 70'), '#8a6a42', 4) +
    surface(ellipse(240, 70, 5), '#2c2c30');
  return { body: group('rotate(16 240 240)', blade, marks, neck, handle), shadow: 70, middle: 200, ground: 420 };
};

const lantern: Drawing = (look) => {
  const [half, top] = [look.vary(76, 92), look.vary(176, 196)];
  const glow = `<path d="${ellipse(240, 322, 130)}" fill="url(#shine)" opacity=".75"/>`;
  const ring = stroke(ellipse(240, top - 76, 27, 30), look.main, 7);
  const roof = surface(
    outline(mirror(`240 ${top - 52}, 262 ${top - 46}*, 270 ${top - 30}, ${240 + half + 14} ${top}*, 240 ${top + 4}`)),
    look.main,
    { shade: 'metal' },
  );
  const pane = surface(box(240 - half, top, 2 * half, 384 - top, 2), '#fff4d2', { shade: 'glass', opacity: 0.55 });
  const candle =
    surface(box(214, 306, 52, 78, 5), '#fbf4e2', { shade: 'round' }) +
    stroke(line('240 306, 240 294'), '#2f2b29', 3) +
    fill(outline('240 248*, 250 276, 248 292, 240 297, 232 292, 231 276'), '#ffb63a') +
    fill(outline('240 268*, 245 284, 240 294, 235 284'), '#fff3c2');
  const posts = [-half, -half * 0.34, half * 0.34, half]
    .map((dx, index) =>
      surface(box(240 + dx - (index % 3 === 0 ? 6 : 3), top, index % 3 === 0 ? 12 : 6, 386 - top, 1), look.main, {
        shade: 'metal',
      }),
    )
    .join('');
  const base = surface(box(228 - half, 382, 2 * half + 24, 22, 4), look.main, { shade: 'metal' });
  const cross = look.either(
    '',
    [-1, 1]
      .map((side) => stroke(line(`${240 - side * half} ${top + 6}, ${240 + side * half} 380`), look.main, 4))
      .join(''),
  );
  return { body: glow + ring + pane + candle + cross + posts + roof + base, shadow: half + 22, ground: 408 };
};

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

export const GARDEN = {
  'watering-can': wateringCan,
  plant,
  trowel,
  lantern,
  birdhouse,
  parasol,
  'deck-chair': deckChair,
} as const satisfies Record<string, Drawing>;
