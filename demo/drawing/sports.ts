import type { Drawing } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, fold, group, lighter, stroke, surface, tube } from './surface.ts';

const bicycle: Drawing = (look) => {
  const r = look.vary(82, 90);
  const [rear, front, y] = [120, 362, 402 - 88];
  const saddleColour = look.either('#8a5a33', '#2c2c30', '#c98d4e');
  const tyre = (x: number): string =>
    stroke(ellipse(x, y, r), '#2c2c30', 9) +
    stroke(ellipse(x, y, r - 7), '#c9cdd2', 3) +
    Array.from(
      { length: 12 },
      (_, index) =>
        `<path d="M${x} ${y}v${-(r - 8)}" stroke="#8f959c" stroke-width="1.1" transform="rotate(${index * 30} ${x} ${y})"/>`,
    ).join('') +
    surface(ellipse(x, y, 8), '#8f959c', { shade: 'ball' });
  const step = look.either(true, false);
  const pipe = (points: string, width = 9): string => tube(curve(points), look.main, width);
  const frame = step
    ? pipe(`208 316, 176 190`) +
      pipe(`${rear} ${y}, 208 316`, 7) +
      pipe(`${rear} ${y}, 184 214`, 7) +
      pipe('208 316, 262 296, 310 250, 326 196', 10)
    : pipe('208 316, 176 190') +
      pipe(`${rear} ${y}, 208 316`, 7) +
      pipe(`${rear} ${y}, 182 208`, 7) +
      pipe('184 214, 324 200') +
      pipe('208 316, 328 222', 10);
  const fork = pipe(`322 180, 334 226, 348 270, ${front} ${y}`, 8) + tube(line('322 182, 316 156'), '#c5c9ce', 7);
  const bar =
    tube(curve(look.either('300 178, 288 164, 316 152, 346 146', '284 160, 306 152, 338 152')), '#3a3a3e', 8) +
    tube(line('284 168, 300 174'), saddleColour, 11);
  const saddle =
    tube(line('176 196, 170 170'), '#c5c9ce', 7) +
    surface(outline('138 160, 156 152, 196 158, 212 166, 190 172, 148 174'), saddleColour, { shade: 'plump' });
  const crank =
    surface(ellipse(208, 316, 19), '#55585f', { shade: 'soft' }) +
    fill(ellipse(208, 316, 9), '#c5c9ce') +
    stroke(line('208 316, 228 348'), '#55585f', 6) +
    surface(box(216, 346, 28, 8, 3), '#2c2c30') +
    stroke(`M208 298L${rear} ${y - 9}M208 335L${rear} ${y + 9}`, '#55585f', 2.5);
  const guard = (x: number): string =>
    stroke(
      `M${x - r - 4} ${y - 22}A${r + 6} ${r + 6} 0 0 1 ${x + r * 0.6} ${y - r * 0.86}`,
      darker(look.main, 0.15),
      6,
    );
  const basket = look.either(
    surface(polygon('344 166, 420 166, 408 222, 356 222'), '#c79b63', { over: ['straw'] }) +
      stroke(line('342 166, 422 166'), '#a9743f', 6),
    '',
  );
  const rack = stroke(`M${rear - 50} 216H176M${rear - 30} 218L${rear} ${y}`, '#55585f', 5);
  return {
    body: tyre(rear) + tyre(front) + guard(rear) + guard(front) + rack + frame + fork + crank + saddle + bar + basket,
    shadow: 206,
    ground: 404,
  };
};

const helmet: Drawing = (look) => {
  const [half, top] = [look.vary(146, 158), look.vary(176, 194)];
  const shell = surface(
    outline(
      `${240 - half} 318, ${246 - half} 250, ${280 - half} ${top + 26}, 240 ${top}, ${196 + half} ${top + 24}, ${240 + half} 266, ${252 + half} 310, ${220 + half} 322, 330 306, 230 316, 150 334, ${252 - half} 340`,
    ),
    look.main,
    { shade: 'plump' },
  );
  const vent = (x: number, y: number, turn: number, size = 1): string =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
      surface('M-34 0C-20 -16 20 -18 36 -4C22 12 -16 14 -34 0Z', '#1f2024', { shade: 'inside' }),
    );
  const vents = look
    .either(
      [
        [170, 262, -36, 1.1],
        [240, 236, -10, 1.25],
        [314, 250, 22, 1.1],
        [204, 298, -24, 0.8],
        [290, 286, 6, 0.9],
      ],
      [
        [196, 250, -28, 1.3],
        [290, 244, 14, 1.3],
        [240, 288, -6, 1.1],
      ],
    )
    .map(([x, y, turn, size]) => vent(x!, y!, turn!, size))
    .join('');
  const straps =
    stroke(curve('176 326, 200 370, 228 404'), '#2c2c30', 8) +
    stroke(curve('300 312, 262 370, 228 404'), '#2c2c30', 8) +
    surface(box(212, 394, 34, 16, 5), '#2c2c30', { shade: 'tall' });
  const stripe = look.either(
    stroke(
      curve(
        `${262 - half} 300, ${292 - half} ${top + 48}, 240 ${top + 20}, ${190 + half} ${top + 46}, ${236 + half} 290`,
      ),
      look.accent,
      9,
      0.9,
    ),
    '',
  );
  const visor = look.either(
    surface(
      outline(`${216 + half} 286*, ${270 + half} 306, ${274 + half} 324, ${216 + half} 322*`),
      darker(look.main, 0.3),
    ),
    '',
  );
  return { body: straps + shell + stripe + vents + visor, shadow: half, ground: 416 };
};

const tent: Drawing = (look) => {
  const [half, top] = [look.vary(182, 200), look.vary(150, 176)];
  const dome = look.either(true, false);
  const pale = lighter(look.main, 0.3);
  const left = dome
    ? outline(`240 ${top}, ${240 - half * 0.62} ${top + 62}, ${240 - half} 396*, 214 402*, 250 ${top + 50}`)
    : polygon(`240 ${top}, ${240 - half} 392, 130 402, 246 ${top + 4}`);
  const right = dome
    ? outline(`240 ${top}, ${240 + half * 0.62} ${top + 62}, ${240 + half} 396*, 200 402*, 214 ${top + 60}`)
    : polygon(`240 ${top}, ${240 + half} 382, 346 404, 240 ${top + 6}`);
  const front = dome
    ? outline(`244 ${top + 26}, 310 ${top + 110}, 336 400*, 150 402*, 176 ${top + 110}`)
    : polygon(`240 ${top + 4}, 348 404, 132 404`);
  const door = dome
    ? outline(`243 ${top + 60}, 286 ${top + 140}, 298 402*, 190 402*, 202 ${top + 140}`)
    : polygon(`240 ${top + 60}, 300 404, 182 404`);
  const flap = surface(
    dome
      ? outline(`243 ${top + 60}*, 214 ${top + 120}, 176 402*, 200 402*, 226 ${top + 140}`)
      : polygon(`240 ${top + 60}, 160 404, 190 404`),
    pale,
    { shade: 'soft' },
  );
  const poles = dome
    ? tube(
        curve(
          `${244 - half} 396, ${240 - half * 0.6} ${top + 64}, 240 ${top + 2}, ${240 + half * 0.6} ${top + 64}, ${236 + half} 396`,
        ),
        darker(look.main, 0.4),
        5,
      )
    : tube(line(`240 ${top - 14}, 240 ${top + 50}`), '#8f959c', 6);
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

const football: Drawing = (look) => {
  const r = look.vary(136, 150);
  const y = 404 - r;
  const turn = look.vary(-14, 14);
  const spot = (x: number, dy: number, size: number, squeeze: number, angle: number): string =>
    group(
      `translate(${x} ${dy}) rotate(${angle}) scale(1 ${squeeze})`,
      fill(
        polygon(
          [0, 1, 2, 3, 4].map(
            (corner) =>
              [Math.sin((corner * 2 * Math.PI) / 5) * size, -Math.cos((corner * 2 * Math.PI) / 5) * size] as const,
          ),
        ),
        look.main,
      ),
    );
  const around = [0, 1, 2, 3, 4].map((corner) => {
    const angle = (corner * 2 * Math.PI) / 5;
    const [dx, dy] = [Math.sin(angle), -Math.cos(angle)];
    return (
      stroke(
        line(`${240 + dx * r * 0.3} ${y + dy * r * 0.3}, ${240 + dx * r * 0.62} ${y + dy * r * 0.62}`),
        '#55585f',
        3,
      ) +
      spot(240 + dx * r * 0.85, y + dy * r * 0.85, r * 0.3, 0.55, (angle * 180) / Math.PI) +
      stroke(
        line([
          [240 + dx * r * 0.62, y + dy * r * 0.62],
          [240 + Math.sin(angle + 0.5) * r * 0.82, y - Math.cos(angle + 0.5) * r * 0.82],
        ]),
        '#55585f',
        3,
      ) +
      stroke(
        line([
          [240 + dx * r * 0.62, y + dy * r * 0.62],
          [240 + Math.sin(angle - 0.5) * r * 0.82, y - Math.cos(angle - 0.5) * r * 0.82],
        ]),
        '#55585f',
        3,
      )
    );
  });
  const clip = `<clipPath id="clip"><path d="${ellipse(240, y, r)}"/></clipPath>`;
  return {
    body: `${clip}<g clip-path="url(#clip)">${fill(ellipse(240, y, r), '#faf8f3')}${group(`rotate(${turn} 240 ${y})`, spot(240, y, r * 0.32, 1, 0), around.join(''))}</g>${surface(ellipse(240, y, r), look.main, { shade: 'ball', opacity: 0 })}`,
    shadow: r * 0.8,
    ground: 406,
  };
};

const basketball: Drawing = (look) => {
  const r = look.vary(138, 152);
  const y = 404 - r;
  const seamColour = look.either('#241a16', '#241a16', '#f3efe4');
  const seams =
    stroke(line(`${240 - r} ${y}, ${240 + r} ${y}`), seamColour, 5) +
    stroke(line(`240 ${y - r}, 240 ${y + r}`), seamColour, 5) +
    stroke(
      `M${240 - r * 0.72} ${y - r * 0.7}Q${240 - r * 0.1} ${y} ${240 - r * 0.72} ${y + r * 0.7}M${240 + r * 0.72} ${y - r * 0.7}Q${240 + r * 0.1} ${y} ${240 + r * 0.72} ${y + r * 0.7}`,
      seamColour,
      5,
    );
  return {
    body:
      fill(ellipse(240, y, r), look.main) +
      fill(ellipse(240, y, r), 'url(#mesh)', 0.5) +
      group(`rotate(${look.vary(-30, 30)} 240 ${y})`, seams) +
      surface(ellipse(240, y, r), look.main, { shade: 'ball', opacity: 0 }),
    shadow: r * 0.8,
    ground: 406,
  };
};

export const SPORTS = {
  bicycle,
  helmet,
  tent,
  'sleeping-bag': sleepingBag,
  football,
  basketball,
} as const satisfies Record<string, Drawing>;
