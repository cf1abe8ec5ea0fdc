import type { Drawing, Look } from './look.ts';
import { curve, line, outline, polygon } from './outline.ts';
import { darker, fold, group, lighter, stroke, surface, tube } from './surface.ts';

const tent: Drawing = (look) => {
  const [half, top] = [look.vary(182, 200), look.vary(150, 176)];
  const dome = look.either(true, false);
  const pale = lighter(look.main, 0.3);
  const left = tentLeft(half, top, dome);
  const right = dome
    ? outline(`240 ${top}, ${240 + half * 0.62} ${top + 62}, ${240 + half} 396*, 200 402*, 214 ${top + 60}`)
    : polygon(`240 ${top}, ${240 + half} 382, 346 404, 240 ${top + 6}`);
  const front = dome
    ? outline(`244 ${top + 26}, 310 ${top + 110}, 336 400*, 150 402*, 176 ${top + 110}`)
    : polygon(`240 ${top + 4}, 348 404, 132 404`);
  const door = dome
    ? outline(`243 ${top + 60}, 286 ${top + 140}, 298 402*, 190 402*, 202 ${top + 140}`)
    : polygon(`240 ${top + 60}, 300 404, 182 404`);
  const flap = tentFlap(top, dome, pale);
  const poles = tentPoles(look, half, top, dome);
  const ropes =
    stroke(line(`${240 - half * 0.8} 300, ${214 - half} 406`), '#8a7f70', 2.5) +
    stroke(line(`${240 + half * 0.8} 300, ${262 + half} 406`), '#8a7f70', 2.5);
  const grass = Array.from({ length: 9 }, (_, index) => 40 + index * 50)
    .map((x) => stroke(`M${x} 408q3 -12 0 -18M${x + 6} 408q4 -8 8 -13`, '#6f9a5c', 3, 0.8))
    .join('');
  return {
    body:
      ropes +
      surface(left, look.main, { shade: 'soft' }) +
      surface(right, darker(look.main, 0.18), { shade: 'tall' }) +
      surface(front, pale, { shade: 'soft' }) +
      surface(door, '#2b2724', { shade: 'inside' }) +
      flap +
      poles +
      fold(line(`243 ${top + 40}, 243 ${top + 60}`), 3, 0.3) +
      grass,
    shadow: half,
    ground: 408,
  };
};

const tentPoles = (look: Look, half: number, top: number, dome: boolean): string =>
  dome
    ? tube(
        curve(
          `${244 - half} 396, ${240 - half * 0.6} ${top + 64}, 240 ${top + 2}, ${240 + half * 0.6} ${top + 64}, ${236 + half} 396`,
        ),
        darker(look.main, 0.4),
        5,
      )
    : tube(line(`240 ${top - 14}, 240 ${top + 50}`), '#8f959c', 6);

const tentFlap = (top: number, dome: boolean, pale: string): string =>
  surface(
    dome
      ? outline(`243 ${top + 60}*, 214 ${top + 120}, 176 402*, 200 402*, 226 ${top + 140}`)
      : polygon(`240 ${top + 60}, 160 404, 190 404`),
    pale,
    { shade: 'soft' },
  );

const tentLeft = (half: number, top: number, dome: boolean): string =>
  dome
    ? outline(`240 ${top}, ${240 - half * 0.62} ${top + 62}, ${240 - half} 396*, 214 402*, 250 ${top + 50}`)
    : polygon(`240 ${top}, ${240 - half} 392, 130 402, 246 ${top + 4}`);

const sleepingBag: Drawing = (look) => {
  const inner = look.either(look.accent, lighter(look.main, 0.4));
  const bag = outline(
    '240 52, 292 60, 322 104, 330 160, 320 270, 296 380, 272 424, 240 430, 208 424, 184 380, 160 270, 150 160, 158 104, 188 60',
  );
  const quilt = Array.from({ length: 9 }, (_, index) => 168 + index * 29).map(
    (y) =>
      fold(curve(`${150 + (y - 160) * 0.13} ${y}, 240 ${y + 13}, ${330 - (y - 160) * 0.13} ${y}`), 3, 0.2) +
      stroke(
        curve(`${154 + (y - 160) * 0.13} ${y + 5}, 240 ${y + 18}, ${326 - (y - 160) * 0.13} ${y + 5}`),
        '#ffffff',
        2,
        0.18,
      ),
  );
  const hood = surface(outline('240 74, 284 84, 304 126, 290 168, 240 184, 190 168, 176 126, 196 84'), inner, {
    shade: 'inside',
  });
  const pillow = surface(outline('200 112, 240 104, 280 112, 286 138, 276 160, 240 164, 204 160, 194 138'), '#f5f2ea', {
    shade: 'plump',
  });
  const open = surface(outline('240 176*, 300 166, 326 178*, 318 262, 292 300*'), inner, { shade: 'soft' });
  const zip = tube(curve('240 178, 272 260, 292 300, 284 392'), '#c5c9ce', 5);
  return {
    body: group(
      'rotate(12 240 240)',
      surface(bag, look.main, { shade: 'plump' }),
      quilt.join(''),
      open,
      hood,
      pillow,
      zip,
    ),
    shadow: 96,
    ground: 436,
    middle: 220,
  };
};

export const CAMPING = { tent, 'sleeping-bag': sleepingBag } as const satisfies Record<string, Drawing>;
