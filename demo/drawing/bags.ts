import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, mirror, outline } from './outline.ts';
import { contrast, darker, flipped, fold, gleam, lighter, seam, stroke, stuff, surface, tube } from './surface.ts';

const backpack: Drawing = (look) => {
  const [half, top] = [look.vary(98, 112), look.vary(112, 130)];
  const plain = { ...look, pattern: 'plain' as const };
  const handle = tube(
    curve(`214 ${top + 8}, 216 ${top - 26}, 264 ${top - 26}, 266 ${top + 8}`),
    darker(look.main, 0.35),
    12,
  );
  const strap = surface(
    outline(`${236 + half} 180*, ${256 + half} 220, ${258 + half} 330, ${240 + half} 388*, ${226 + half} 380*`),
    darker(look.main, 0.35),
  );
  const sack = stuff(
    outline(
      mirror(
        `240 ${top}, ${240 + half * 0.66} ${top + 8}, ${240 + half} ${top + 80}, ${242 + half} 360, ${230 + half} 402*, 240 406`,
      ),
    ),
    look,
  );
  const pocket = stuff(
    outline(
      mirror(
        `240 270, ${240 + half - 22} 272, ${240 + half - 14} 290, ${240 + half - 14} 384, ${240 + half - 24} 396*, 240 398`,
      ),
    ),
    plain,
    'soft',
  );
  const arch = curve(
    mirror(`240 ${top + 36}, ${240 + half * 0.5} ${top + 44}, ${240 + half - 12} ${top + 112}`).reverse(),
  );
  const zips =
    tube(arch.replace('Z', ''), darker(look.main, 0.45), 5) +
    tube(line(`${262 - half} 292, ${218 + half} 292`), darker(look.main, 0.45), 5);
  const pulls = [
    [220 + half * 0.1, 296],
    [252, top + 40],
  ].map(([x, y]) => surface(box(x!, y!, 8, 26, 4), look.accent));
  const leather =
    surface(box(206, 218, 68, 40, 5), look.either('#9b6a3c', lighter(contrast(look.main), 0.2)), { over: ['nap'] }) +
    seam(box(210, 222, 60, 32, 4));
  const side = surface(
    outline(`${232 + half} 310*, ${252 + half} 316, ${252 + half} 384, ${234 + half} 394*`),
    darker(look.main, 0.2),
    { over: ['mesh'] },
  );
  const base = surface(
    outline(mirror(`240 384, ${238 + half} 376*, ${230 + half} 404*, 240 408`)),
    look.either(darker(look.main, 0.3), '#7d5532'),
  );
  return {
    body:
      strap +
      flipped(strap) +
      handle +
      side +
      flipped(side) +
      sack +
      zips +
      pocket +
      base +
      look.either(leather, '') +
      tube(line(`${262 - half} 292, ${218 + half} 292`), darker(look.main, 0.45), 5) +
      pulls.join(''),
    shadow: half + 20,
  };
};

const handbag: Drawing = (look) => {
  const [top, bottom, y] = [look.vary(96, 116), look.vary(132, 150), look.vary(210, 232)];
  const brass = '#d3b062';
  const handle = tube(
    curve(`186 ${y + 6}, 188 ${y - 70}, 240 ${y - 108}, 292 ${y - 70}, 294 ${y + 6}`),
    darker(look.main, 0.14),
    13,
  );
  const body = stuff(
    outline(mirror(`240 ${y}, ${240 + top} ${y}*, ${240 + bottom} 380, ${228 + bottom} 402*, 240 406`)),
    look,
    'plump',
  );
  const flap =
    surface(
      outline(
        mirror(
          `240 ${y - 6}, ${242 + top} ${y - 4}*, ${244 + top} ${y + 40}, ${240 + top * 0.66} ${y + 92}, 240 ${y + 100}`,
        ),
      ),
      lighter(look.main, 0.06),
    ) + seam(curve(mirror(`240 ${y + 92}, ${238 + top * 0.64} ${y + 84}, ${236 + top} ${y + 38}`).slice(0, 6)));
  const open =
    fold(line(`${244 - top} ${y + 12}, ${236 + top} ${y + 12}`), 3, 0.3) +
    seam(line(`${246 - top} ${y + 20}, ${234 + top} ${y + 20}`)) +
    surface(
      outline(`226 ${y + 4}*, 254 ${y + 4}*, 250 ${y + 56}, 240 ${y + 62}, 230 ${y + 56}`),
      darker(look.main, 0.14),
    );
  const clasp =
    surface(box(224, y + 78, 32, 28, 6), brass, { shade: 'metal' }) +
    surface(ellipse(240, y + 92, 6), '#8a6d2f', { shade: 'ball' });
  const rings = [186, 294].map((x) => stroke(ellipse(x, y + 8, 10), brass, 5)).join('');
  const corners = surface(
    outline(
      `${240 + bottom - 34} 404*, ${240 + bottom - 22} 372, ${240 + bottom} 368*, ${240 + bottom} 384, ${228 + bottom} 402*`,
    ),
    darker(look.main, 0.2),
  );
  return {
    body:
      handle +
      body +
      corners +
      flipped(corners) +
      look.either(flap + clasp, flap + clasp, open + surface(ellipse(240, y + 48, 7), brass, { shade: 'ball' })) +
      rings,
    shadow: bottom + 10,
  };
};

const tote: Drawing = (look) => {
  const [half, top] = [look.vary(106, 122), look.vary(176, 196)];
  const handle = (lift: number, colour: string): string =>
    stroke(
      curve(
        `186 ${top + 14}, 190 ${top - 70 - lift}, 240 ${top - 104 - lift}, 290 ${top - 70 - lift}, 294 ${top + 14}`,
      ),
      colour,
      15,
    );
  const inside = surface(ellipse(240, top + 2, half - 2, 12), darker(look.main, 0.4), { shade: 'inside' });
  const body = stuff(
    outline(mirror(`240 ${top + 6}, ${240 + half} ${top}*, ${244 + half} 300, ${236 + half} 406*, 240 410`)),
    { ...look, material: 'canvas' },
  );
  const hem =
    seam(line(`${244 - half} ${top + 24}, ${236 + half} ${top + 24}`)) +
    [186, 294]
      .map(
        (x) =>
          surface(box(x - 9, top + 4, 18, 42, 2), darker(look.main, 0.12), { over: ['weave'] }) +
          seam(line(`${x - 6} ${top + 40}, ${x + 6} ${top + 10}`)),
      )
      .join('');
  const print =
    look.pattern === 'plain'
      ? look.either(
          '',
          stroke(ellipse(240, 310, 42), contrast(look.main), 7, 0.85) +
            stroke(curve('216 320, 232 296, 248 322, 264 300'), contrast(look.main), 7, 0.85),
          stroke(curve('200 330, 226 286, 240 330, 256 280, 280 330'), contrast(look.main), 6, 0.8),
        )
      : '';
  return {
    body:
      handle(14, darker(look.main, 0.3)) +
      inside +
      body +
      handle(0, darker(look.main, 0.1)) +
      hem +
      print +
      fold(curve(`${240 + half - 30} 240, ${240 + half - 40} 320, ${240 + half - 26} 396`)),
    shadow: half + 16,
    ground: 412,
  };
};

const suitcase: Drawing = (look) => {
  const [half, top] = [look.vary(92, 108), look.vary(128, 150)];
  const rod = [204, 276].map((x) => surface(box(x - 5, 46, 10, top - 40, 3), '#b9bdc3', { shade: 'metal' })).join('');
  const grip = surface(box(196, 34, 88, 20, 9), '#303236', { shade: 'tall' });
  const shell = surface(box(240 - half, top, 2 * half, 262 - (top - 130), 30), look.main, { shade: 'soft' });
  const count = look.either(5, 7);
  const ribs = Array.from({ length: count }, (_, index) => 240 - half + ((index + 1) * 2 * half) / (count + 1)).map(
    (x) =>
      fold(line(`${x} ${top + 22}, ${x} 370`), 5, 0.16) + gleam(line(`${x - 5} ${top + 22}, ${x - 5} 370`), 3, 0.35),
  );
  const level = look.either(
    '',
    `<g>${[0.3, 0.5, 0.7].map((share) => fold(line(`${252 - half} ${top + share * 250}, ${228 + half} ${top + share * 250}`), 4, 0.15)).join('')}</g>`,
  );
  const belt = fold(line(`${240 - half} 262, ${240 + half} 262`), 6, 0.001);
  const lock =
    surface(box(236 + half - 12, 226, 18, 50, 5), '#3b3d42') +
    surface(box(210, top - 8, 60, 16, 7), '#3b3d42', { shade: 'tall' });
  const badge = surface(box(240 - half + 22, top + 20, 44, 14, 4), '#e9ebee', { shade: 'metal' });
  const corners = surface(
    outline(`${240 - half} 360*, ${254 - half} 366, ${268 - half} 392*, ${262 - half} 392, ${244 - half} 384`),
    darker(look.main, 0.35),
  );
  const wheels = [-half + 24, half - 24].map(
    (dx) =>
      surface(box(240 + dx - 12, 386, 24, 14, 3), '#3b3d42') +
      surface(ellipse(240 + dx, 404, 13), '#26272b', { shade: 'ball' }),
  );
  return {
    body:
      rod + grip + wheels.join('') + shell + ribs.join('') + level + belt + corners + flipped(corners) + lock + badge,
    shadow: half + 24,
    ground: 416,
  };
};

export const BAGS = { backpack, handbag, tote, suitcase } as const satisfies Record<string, Drawing>;
