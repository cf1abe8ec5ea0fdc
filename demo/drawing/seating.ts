import { leg } from './furniture-parts.ts';
import type { Drawing, Look } from './look.ts';
import { box, ellipse, mirror, outline, polygon } from './outline.ts';
import { darker, fold, lighter, surface, wood } from './surface.ts';

const chair: Drawing = (look) => {
  const [half, top, seat] = [look.vary(72, 84), look.vary(92, 112), look.vary(262, 274)];
  const [post, back] = [look.main, darker(look.main, 0.3)];
  const rear = [leg(240 - half + 12, seat, 392, 13, -6, back), leg(240 + half - 12, seat, 392, 13, 6, back)].join('');
  const front = [
    leg(240 - half - 4, seat + 12, 412, 17, -8, post),
    leg(240 + half + 4, seat + 12, 412, 17, 8, post),
  ].join('');
  const posts = chairPosts(half, top, seat, post);
  const rail = (y: number, height: number): string =>
    wood(
      outline(mirror(`240 ${y + 7}, ${238 + half} ${y}*, ${238 + half} ${y + height}*, 240 ${y + height + 7}`)),
      post,
    );
  const rods = [-0.5, -0.17, 0.17, 0.5]
    .map((share) => wood(box(240 + share * half * 1.3 - 4, top + 30, 8, seat - top - 30, 3), post, 'grain-up'))
    .join('');
  const shell = chairShell(look, half, top);
  const form = look.either(rail(top, 34) + rods, rail(top, 26) + rail(top + 48, 24) + rail(top + 96, 24), shell);
  const stretcher = wood(box(240 - half + 2, 344, 2 * half - 4, 9, 3), back);
  const pad = wood(
    outline(
      mirror(
        `240 ${seat - 8}, ${230 + half} ${seat - 6}, ${256 + half} ${seat + 8}, ${252 + half} ${seat + 18}*, 240 ${seat + 24}`,
      ),
    ),
    lighter(look.main, 0.06),
  );
  const edge = surface(
    outline(mirror(`240 ${seat + 22}, ${252 + half} ${seat + 17}*, ${250 + half} ${seat + 28}*, 240 ${seat + 33}`)),
    darker(look.main, 0.16),
  );
  return { body: rear + stretcher + posts + form + front + pad + edge, shadow: half + 34, ground: 414 };
};

const chairPosts = (half: number, top: number, seat: number, post: string): string =>
  [-1, 1]
    .map((side) =>
      wood(
        polygon(
          `${240 + side * (half - 14)} ${top}, ${240 + side * (half - 1)} ${top}, ${240 + side * (half + 1)} ${seat}, ${240 + side * (half - 14)} ${seat}`,
        ),
        post,
        'grain-up',
      ),
    )
    .join('');

const chairShell = (look: Look, half: number, top: number): string =>
  surface(
    outline(
      mirror(
        `240 ${top - 2}, ${228 + half} ${top + 6}, ${242 + half} ${top + 70}, ${234 + half} ${top + 118}, 240 ${top + 128}`,
      ),
    ),
    look.main,
    { shade: 'plump', over: ['grain'] },
  );

const stool: Drawing = (look) => {
  const [half, top, spread] = [look.vary(80, 96), look.vary(170, 216), look.vary(14, 30)];
  const frame = look.either(look.main, look.main, '#3a3a3e');
  const rear = [
    leg(240 - half + 40, top + 10, 384, 13, -spread * 0.4, darker(frame, 0.3)),
    leg(240 + half - 40, top + 10, 384, 13, spread * 0.4, darker(frame, 0.3)),
  ].join('');
  const front = [
    leg(240 - half + 18, top + 14, 410, 17, -spread, frame),
    leg(240 + half - 18, top + 14, 410, 17, spread, frame),
  ].join('');
  const rail = wood(box(240 - half + 16 - spread * 0.5, 330, 2 * half - 32 + spread, 10, 4), darker(frame, 0.1));
  const seat = surface(
    outline(
      mirror(
        `240 ${top - 18}, ${240 + half * 0.72} ${top - 13}, ${240 + half} ${top}, ${240 + half} ${top + 12}, ${240 + half * 0.7} ${top + 24}, 240 ${top + 28}`,
      ),
    ),
    darker(look.main, 0.12),
    { shade: 'round' },
  );
  const upper = surface(ellipse(240, top, half, 19), look.main, { shade: 'soft', over: ['grain'] });
  const rings = fold(ellipse(240, top - 1, half * 0.7, 12), 1.5, 0.12);
  return { body: rear + rail + front + seat + upper + rings, shadow: half + 20, ground: 412 };
};

export const SEATING = { chair, stool } as const satisfies Record<string, Drawing>;
