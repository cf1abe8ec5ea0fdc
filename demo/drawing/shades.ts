import type { Drawing } from './look.ts';
import { box, curve, ellipse, mirror, outline } from './outline.ts';
import { darker, fill, flipped, fold, gleam, group, stroke, stuff, surface, tube } from './surface.ts';

const sunglasses: Drawing = (look) => {
  const [lens, y] = [look.vary(62, 70), 270];
  const form = look.either('round', 'square', 'cat');
  const glass =
    form === 'round'
      ? ellipse(240 + 78, y, lens, lens * 0.92)
      : form === 'square'
        ? box(240 + 18, y - 52, lens * 1.9, 104, 26)
        : outline(
            `262 ${y - 26}, 300 ${y - 46}, 388 ${y - 58}*, 384 ${y + 10}, 340 ${y + 52}, 282 ${y + 42}, 260 ${y + 4}`,
          );
  const tint = look.either('#2f2b2a', '#4a3a2c', '#2d4152', darker(look.main, 0.55));
  const half =
    surface(glass, tint, { shade: 'tall', opacity: 0.88 }) +
    fill(outline(`${290} ${y - 34}*, 316 ${y - 40}*, 296 ${y + 30}*, 276 ${y + 20}*`), '#ffffff', 0.22) +
    stroke(glass, darker(look.main, 0.2), 13) +
    stroke(glass, look.main, 10) +
    gleam(curve(`282 ${y - 46}, 318 ${y - 56}, 356 ${y - 52}`), 3, 0.6);
  const arm = tube(curve(`${386} ${y - 26}, 408 ${y - 60}, 388 ${y - 104}, 360 ${y - 128}`), darker(look.main, 0.1), 9);
  const bridge = tube(curve(`262 ${y - 12}, 240 ${y - 24}, 218 ${y - 12}`), look.main, 9);
  const hinge = surface(ellipse(388, y - 28, 5), '#d8dade', { shade: 'ball' });
  return {
    body: group('translate(0 66)', arm, flipped(arm), half, flipped(half), bridge, hinge, flipped(hinge)),
    shadow: 150,
    ground: 404,
  };
};

const umbrella: Drawing = (look) => {
  const [half, top] = [look.vary(164, 182), look.vary(92, 110)];
  const rim = 250;
  const scallop = (share: number): string => `${240 + half * share} ${rim}*`;
  const cover = outline(
    `240 ${top}*, ${240 + half * 0.62} ${top + 34}, ${scallop(1)}, ${240 + half * 0.8} ${rim - 18}, ${scallop(0.6)}, ${240 + half * 0.4} ${rim - 16}, ${scallop(0.2)}, 240 ${rim - 12}, ${scallop(-0.2)}, ${240 - half * 0.4} ${rim - 16}, ${scallop(-0.6)}, ${240 - half * 0.8} ${rim - 18}, ${scallop(-1)}, ${240 - half * 0.62} ${top + 34}`,
  );
  const ribs = [-0.6, -0.2, 0.2, 0.6].map((share) =>
    fold(curve(`240 ${top}, ${240 + half * share * 0.66} ${top + 66}, ${240 + half * share} ${rim}`), 2.5, 0.25),
  );
  const pole = surface(box(236, rim - 20, 8, 146, 2), '#9aa0a8', { shade: 'metal' });
  const handle = tube(
    curve('240 370, 240 404, 258 420, 278 414, 284 396'),
    look.either('#8a5a33', '#4a2f1f', '#2a2a2d'),
    13,
  );
  const tip = surface(outline(`235 ${top + 2}*, 238 ${top - 26}, 242 ${top - 26}, 245 ${top + 2}*`), '#8f949b', {
    shade: 'metal',
  });
  const under = surface(
    outline(mirror(`240 ${rim - 20}, ${240 + half * 0.6} ${rim - 14}, ${239 + half} ${rim}*, 240 ${rim + 4}`)),
    darker(look.main, 0.5),
    { shade: 'flat' },
  );
  return { body: under + pole + handle + tip + stuff(cover, look, 'soft') + ribs.join(''), shadow: 96, ground: 434 };
};

export const SHADES = { sunglasses, umbrella } as const satisfies Record<string, Drawing>;
