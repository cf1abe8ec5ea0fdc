import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, flipped, fold, gleam, group, lighter, stroke, surface, tube, wood } from './surface.ts';

const teddy: Drawing = (look) => {
  const [head, belly] = [look.vary(80, 92), look.vary(84, 98)];
  const fur = (path: string, colour = look.main): string => surface(path, colour, { shade: 'ball', over: ['fur'] });
  const pale = lighter(look.main, 0.5);
  const ear =
    fur(ellipse(240 + head * 0.74, 112, 32)) + surface(ellipse(240 + head * 0.74, 114, 18), pale, { shade: 'ball' });
  const arm = group(`rotate(-24 ${240 + belly} 260)`, fur(ellipse(240 + belly * 0.98, 288, 30, 58)));
  const foot =
    fur(ellipse(240 + belly * 0.72, 376, 54, 44)) +
    surface(ellipse(240 + belly * 0.78, 384, 33, 29), pale, { shade: 'soft' }) +
    [-12, 0, 12].map((dx) => fill(ellipse(240 + belly * 0.78 + dx, 371, 4), darker(look.main, 0.5), 0.8)).join('');
  const body =
    fur(ellipse(240, 310, belly, 96)) +
    surface(ellipse(240, 318, belly * 0.56, 62), pale, { shade: 'soft', over: ['fur'] });
  const face =
    fur(ellipse(240, 164, head, head * 0.92)) +
    surface(ellipse(240, 192, head * 0.44, head * 0.35), pale, { shade: 'ball' });
  const eye =
    surface(ellipse(240 + head * 0.38, 152, 8), '#1c1a1a', { shade: 'ball' }) +
    fill(ellipse(238 + head * 0.38, 149, 2.5), '#ffffff');
  const nose =
    surface(outline('226 176*, 254 176*, 240 192'), '#3a2a26', { shade: 'ball' }) +
    stroke(line('240 190, 240 202'), '#3a2a26', 3) +
    stroke(curve('224 206, 240 214, 256 206'), '#3a2a26', 3);
  const bow = look.either(
    surface(outline('240 248, 196 230, 190 262, 240 252, 290 262, 284 230'), look.accent, { shade: 'soft' }) +
      surface(ellipse(240, 249, 11), look.accent, { shade: 'ball' }),
    '',
    surface(outline('176 232, 240 252, 304 232, 300 252, 240 270, 180 252'), look.accent),
  );
  return {
    body:
      ear + flipped(ear) + body + foot + flipped(foot) + arm + flipped(arm) + face + eye + flipped(eye) + nose + bow,
    shadow: 140,
    ground: 412,
  };
};

const rubberDuck: Drawing = (look) => {
  const size = look.vary(0.96, 1.06);
  const beak = look.main === '#ef7a1a' ? '#c9382a' : '#ef7a1a';
  const body = rubberDuckBody(look);
  const head = surface(ellipse(296, 212, 78, 76), look.main, { shade: 'ball' });
  const bill =
    surface(outline('356 206, 390 206, 420 220, 412 236, 376 240, 352 232'), beak, { shade: 'tall' }) +
    fold(curve('358 224, 390 226, 414 222'), 2.5, 0.4);
  const eye =
    surface(ellipse(326, 192, 13, 15), '#ffffff', { shade: 'soft' }) +
    surface(ellipse(330, 194, 8, 10), '#1c1a1a', { shade: 'ball' }) +
    fill(ellipse(333, 190, 3), '#ffffff');
  const wing = surface(outline('164 316, 210 304, 262 316, 284 344, 240 364, 190 356'), darker(look.main, 0.07), {
    shade: 'plump',
  });
  const hat = look.either(
    '',
    '',
    surface(outline('240 150, 270 96, 330 96, 352 148, 300 136'), look.accent, { shade: 'plump' }) +
      surface(ellipse(300, 90, 14), '#ffffff', { shade: 'ball' }),
  );
  return {
    body: group(
      `translate(${240 - 246 * size} ${404 - 402 * size}) scale(${size})`,
      body,
      wing,
      head,
      hat,
      bill,
      eye,
      gleam(curve('250 180, 262 160, 284 152'), 9, 0.6),
    ),
    shadow: 140,
    ground: 404,
  };
};

const rubberDuckBody = (look: Look): string =>
  surface(
    outline(
      '92 300*, 118 262, 150 290, 196 296, 250 284, 322 280, 372 310, 366 362, 320 396, 220 402, 140 386, 100 346',
    ),
    look.main,
    { shade: 'plump' },
  );

const rockingHorse: Drawing = (look) => {
  const mane = look.either('#4a2f1f', '#f3e6c8', look.accent);
  const rockers =
    tube('M64 366Q240 452 416 366', '#a9743f', 17) +
    [150, 322].map((x) => wood(box(x - 8, 330, 16, 68, 3), '#a9743f', 'grain-up')).join('');
  const leg2 =
    surface(polygon('138 268, 176 268, 160 396, 138 396'), darker(look.main, 0.15), { over: ['grain-up'] }) +
    surface(polygon('284 268, 318 262, 344 394, 322 398'), darker(look.main, 0.15), { over: ['grain-up'] });
  const tail = surface(outline('124 216*, 92 226, 74 280, 92 330, 104 280, 130 246*'), mane, { shade: 'soft' });
  const body = surface(
    outline(
      '122 214, 180 200, 250 206, 286 186, 312 128, 340 94, 356 108, 400 152, 404 176, 384 186, 350 170, 338 226, 318 282, 252 300, 178 296, 128 274',
    ),
    look.main,
    { shade: 'plump', over: ['grain'] },
  );
  const hair =
    surface(outline('344 90, 316 84, 290 124, 268 194, 292 194, 312 150, 334 118'), mane, { shade: 'soft' }) +
    surface(outline('330 96*, 338 66, 350 92*'), look.main);
  const saddle =
    surface(
      outline('188 198, 232 206, 270 196, 276 250, 232 262, 190 252'),
      look.either('#b8323a', '#2f5d8a', '#3f7a58'),
      { shade: 'plump' },
    ) + stroke(line('232 258, 232 296'), '#3a2a20', 8);
  const reins =
    stroke(curve('374 178, 330 196, 268 204'), '#3a2a20', 5) +
    stroke(line('362 132, 380 182'), '#3a2a20', 6) +
    tube(line('330 148, 362 140'), '#a9743f', 9);
  const eye = surface(ellipse(360, 128, 6), '#1c1a1a', { shade: 'ball' });
  return { body: rockers + leg2 + tail + body + hair + saddle + reins + eye, shadow: 170, ground: 416 };
};

export const TOYS = {
  'teddy-bear': teddy,
  'rubber-duck': rubberDuck,
  'rocking-horse': rockingHorse,
} as const satisfies Record<string, Drawing>;
