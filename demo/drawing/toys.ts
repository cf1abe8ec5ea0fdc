import type { Drawing } from './look.ts';
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

const wheel = (x: number, y: number, r: number, hub: string): string =>
  surface(ellipse(x, y, r), '#2c2c30', { shade: 'soft' }) +
  surface(ellipse(x, y, r * 0.58), hub, { shade: 'ball' }) +
  fill(ellipse(x, y, r * 0.16), '#2c2c30');

const toyCar: Drawing = (look) => {
  const top = look.vary(218, 240);
  const hub = look.either('#f3efe4', look.accent, '#e2c794');
  const form = look.either(
    outline(
      `72 360*, 70 316, 96 296, 142 290*, 176 ${top + 8}, 210 ${top}, 286 ${top}, 316 ${top + 10}, 348 290*, 396 300, 414 324, 412 360*`,
    ),
    outline(`72 360*, 72 262, 96 ${top}, 250 ${top - 2}, 296 ${top + 8}, 330 292*, 398 302, 414 326, 412 360*`),
    outline(`70 360*, 74 318, 130 300, 190 296*, 226 256, 262 254, 276 296*, 360 304, 414 334, 414 360*`),
  );
  const racer = form.includes('226 256');
  const glass = racer
    ? surface(outline('202 296*, 230 264, 256 264, 264 296*'), '#bfe0ee', { shade: 'glass' })
    : surface(outline(`156 292*, 182 ${top + 18}, 212 ${top + 12}, 232 ${top + 12}*, 232 292*`), '#bfe0ee', {
        shade: 'soft',
      }) +
      surface(outline(`244 292*, 244 ${top + 12}*, 280 ${top + 12}, 302 ${top + 22}, 328 292*`), '#bfe0ee', {
        shade: 'soft',
      });
  const stripe = look.either(
    surface(polygon('72 322, 414 326, 414 340, 71 336'), hub, { shade: 'flat' }),
    '',
    surface(ellipse(238, 328, 23), '#f6f3ea', { shade: 'soft' }) +
      stroke(line('236 316, 244 316, 238 340'), '#2c2c30', 5),
  );
  const lamp =
    surface(ellipse(404, 326, 10, 12), '#fff3c4', { shade: 'ball' }) + surface(box(70, 316, 10, 20, 4), '#e2574c');
  const bumper = surface(box(64, 354, 356, 14, 7), darker(look.main, 0.3), { shade: 'tall' });
  return {
    body:
      surface(form, look.main, { shade: 'soft' }) +
      glass +
      stripe +
      lamp +
      bumper +
      wheel(144, 370, 40, hub) +
      wheel(342, 370, 40, hub) +
      gleam(curve(`90 306, 130 298, 160 296`), 5, 0.5),
    shadow: 184,
    ground: 410,
  };
};

const toyTrain: Drawing = (look) => {
  const hub = look.either('#f5c928', '#e2c794', '#f3efe4');
  const scale = look.vary(0.96, 1.04);
  const engine =
    surface(box(226, 266, 168, 86, 40), look.main, { shade: 'tall' }) +
    wood(box(212, 204, 92, 150, 8), look.main) +
    surface(box(230, 224, 56, 48, 6), '#fdf3d8', { shade: 'inside' }) +
    surface(box(202, 188, 112, 22, 9), darker(look.main, 0.35), { shade: 'tall' });
  const chimney =
    surface(polygon('340 268, 368 268, 364 214, 344 214'), '#2f3035', { shade: 'round' }) +
    surface(box(334, 198, 40, 20, 6), look.accent, { shade: 'tall' });
  const steam = [
    [352, 168, 20],
    [326, 140, 26],
    [292, 108, 32],
  ]
    .map(([x, y, r]) => surface(ellipse(x!, y!, r!), '#fbfbfb', { shade: 'ball', opacity: 0.9 }))
    .join('');
  const nose =
    surface(ellipse(392, 310, 14, 40), lighter(look.main, 0.2), { shade: 'ball' }) +
    surface(polygon('372 352, 420 376, 372 376'), hub);
  const frame = wood(box(206, 348, 190, 20, 5), '#d2a468');
  const wagon =
    wood(box(58, 348, 130, 20, 5), '#d2a468') +
    surface(polygon('62 272, 184 272, 178 350, 68 350'), look.accent, { shade: 'soft' }) +
    [
      [92, 262, '#d9b64b'],
      [124, 254, '#3f7fd0'],
      [154, 264, '#57a65f'],
    ]
      .map(([x, y, colour]) => surface(box(Number(x) - 18, Number(y) - 14, 34, 30, 4), String(colour)))
      .join('') +
    surface(polygon('60 284, 186 284, 178 350, 68 350'), look.accent, { shade: 'soft' });
  const hook = stroke(line('184 358, 210 358'), '#55585f', 7);
  const wheels =
    wheel(94, 380, 26, hub) +
    wheel(154, 380, 26, hub) +
    wheel(236, 376, 30, hub) +
    wheel(304, 376, 30, hub) +
    wheel(364, 382, 24, hub);
  return {
    body: group(
      `translate(${240 - 240 * scale} ${410 - 410 * scale}) scale(${scale})`,
      steam,
      hook,
      wagon,
      chimney,
      engine,
      nose,
      frame,
      wheels,
    ),
    shadow: 190,
    ground: 410,
  };
};

const blocks: Drawing = (look) => {
  const tints = [look.main, '#e2c794', look.accent, lighter(look.main, 0.45), darker(look.main, 0.2)];
  const first = Math.floor(look.vary(0, tints.length));
  const tint = (index: number): string => tints[(first + index) % tints.length]!;
  const cube = (x: number, y: number, size: number, index: number): string =>
    surface(
      polygon(
        `${x} ${y}, ${x + size * 0.24} ${y - size * 0.2}, ${x + size * 1.24} ${y - size * 0.2}, ${x + size} ${y}`,
      ),
      lighter(tint(index), 0.2),
      { over: ['grain'] },
    ) +
    surface(
      polygon(
        `${x + size} ${y}, ${x + size * 1.24} ${y - size * 0.2}, ${x + size * 1.24} ${y + size * 0.8}, ${x + size} ${y + size}`,
      ),
      darker(tint(index), 0.22),
      { over: ['grain-up'] },
    ) +
    surface(box(x, y, size, size, 4), tint(index), { over: ['grain'] });
  const arch =
    surface(`M154 238h152v70h-36a40 40 0 0 0 -80 0h-36Z`, tint(3), { over: ['grain'] }) +
    surface(polygon('154 238, 172 222, 324 222, 306 238'), lighter(tint(3), 0.2)) +
    surface(polygon('306 238, 324 222, 324 292, 306 308'), darker(tint(3), 0.2));
  const roof =
    surface(polygon('182 222, 230 144, 282 222'), tint(2), { over: ['grain'] }) +
    surface(polygon('230 144, 248 132, 300 206, 282 222'), darker(tint(2), 0.2));
  const ball = surface(ellipse(394, 386, 24), tint(4), { shade: 'ball' });
  const drum =
    surface(`M52 344a26 9 0 0 1 52 0v60a26 9 0 0 1 -52 0Z`, tint(2), { shade: 'round' }) +
    surface(ellipse(78, 344, 26, 9), lighter(tint(2), 0.25));
  const letter = look.either(
    stroke(line('178 390, 200 334, 222 390'), '#ffffff', 7, 0.85) +
      stroke(line('187 370, 213 370'), '#ffffff', 7, 0.85),
    fill(ellipse(200, 360, 22), '#ffffff', 0.8),
    stroke(polygon('200 336, 226 386, 174 386'), '#ffffff', 7, 0.85),
  );
  return {
    body: drum + cube(150, 312, 98, 0) + cube(258, 312, 98, 1) + letter + arch + roof + ball,
    shadow: 176,
    ground: 410,
  };
};

const ball: Drawing = (look) => {
  const r = look.vary(134, 148);
  const y = 404 - r;
  const colours = [look.main, '#fbf9f3', look.main, look.either('#fbf9f3', look.accent), look.main, '#fbf9f3'];
  const clip = `<clipPath id="clip"><path d="${ellipse(240, y, r)}"/></clipPath>`;
  const [px, py] = [240 - r * 0.3, y - r * 0.42];
  const wedges = colours.map((colour, index) => {
    const [from, to] = [index, index + 1].map((step) => (step * Math.PI) / 3 + 0.3);
    const at = (angle: number, radius: number): string =>
      `${px + Math.cos(angle) * radius} ${py + Math.sin(angle) * radius}`;
    return fill(
      outline(
        `${px} ${py}*, ${at(from! - 0.12, r)}, ${at(from!, r * 2.4)}*, ${at(to!, r * 2.4)}*, ${at(to! - 0.12, r)}`,
      ),
      colour,
    );
  });
  const knob = surface(ellipse(px, py, 22, 19), '#fbf9f3', { shade: 'soft' });
  return {
    body: `${clip}<g clip-path="url(#clip)">${fill(ellipse(240, y, r), look.main)}${wedges.join('')}</g>${knob}${surface(ellipse(240, y, r), look.main, { shade: 'ball', opacity: 0 })}`,
    shadow: r * 0.8,
    ground: 406,
  };
};

const kite: Drawing = (look) => {
  const [half, long] = [look.vary(106, 124), look.vary(196, 224)];
  const [top, mid] = [64, 64 + long * 0.42];
  const sail = (points: string, colour: string): string => surface(polygon(points), colour, { shade: 'soft' });
  const [two, three] = [look.accent, lighter(look.main, 0.45)];
  const sails =
    sail(`240 ${top}, ${240 + half} ${mid}, 240 ${mid}`, look.main) +
    sail(`240 ${top}, ${240 - half} ${mid}, 240 ${mid}`, look.either(three, two)) +
    sail(`240 ${top + long}, ${240 + half} ${mid}, 240 ${mid}`, look.either(two, three)) +
    sail(`240 ${top + long}, ${240 - half} ${mid}, 240 ${mid}`, look.main);
  const bars =
    stroke(line(`240 ${top}, 240 ${top + long}`), '#6b4a2c', 5) +
    stroke(line(`${240 - half} ${mid}, ${240 + half} ${mid}`), '#6b4a2c', 4);
  const tail = curve(
    `240 ${top + long}, 286 ${top + long + 34}, 214 ${top + long + 74}, 290 ${top + long + 110}, 250 ${top + long + 146}`,
  );
  const bows = [
    [270, 36],
    [240, 78],
    [262, 106],
  ].map(([x, dy], index) =>
    group(
      `translate(${x} ${top + long + dy!}) rotate(${index * 36 - 20})`,
      surface('M0 0L-18 -11L-18 11Z', index === 1 ? look.accent : look.main),
      surface('M0 0L18 -11L18 11Z', index === 1 ? look.accent : look.main),
    ),
  );
  return {
    body: group('rotate(14 240 240)', stroke(tail, '#6b665f', 3), bows.join(''), sails, bars),
    shadow: 70,
    ground: 440,
  };
};

const rubberDuck: Drawing = (look) => {
  const size = look.vary(0.96, 1.06);
  const beak = look.main === '#ef7a1a' ? '#c9382a' : '#ef7a1a';
  const body = surface(
    outline(
      '92 300*, 118 262, 150 290, 196 296, 250 284, 322 280, 372 310, 366 362, 320 396, 220 402, 140 386, 100 346',
    ),
    look.main,
    { shade: 'plump' },
  );
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
  'toy-car': toyCar,
  'toy-train': toyTrain,
  blocks,
  ball,
  kite,
  'rubber-duck': rubberDuck,
  'rocking-horse': rockingHorse,
} as const satisfies Record<string, Drawing>;
