import type { Drawing, Look } from './look.ts';
import { box, curve, ellipse, line, outline, polygon } from './outline.ts';
import { darker, fill, group, lighter, stroke, surface } from './surface.ts';

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
  const letter = blocksLetter(look);
  return {
    body: drum + cube(150, 312, 98, 0) + cube(258, 312, 98, 1) + letter + arch + roof + ball,
    shadow: 176,
    ground: 410,
  };
};

const blocksLetter = (look: Look): string =>
  look.either(
    stroke(line('178 390, 200 334, 222 390'), '#ffffff', 7, 0.85) +
      stroke(line('187 370, 213 370'), '#ffffff', 7, 0.85),
    fill(ellipse(200, 360, 22), '#ffffff', 0.8),
    stroke(polygon('200 336, 226 386, 174 386'), '#ffffff', 7, 0.85),
  );

export const PLAY = { ball, kite, blocks } as const satisfies Record<string, Drawing>;
