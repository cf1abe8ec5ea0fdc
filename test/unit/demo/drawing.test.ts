import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawingOf } from '#demo/drawing/drawings';
import type { Look } from '#demo/drawing/look';
import { box, curve, line, mirror, outline } from '#demo/drawing/outline';
import { display, snapshot, studio } from '#demo/drawing/scene';
import { PATTERNS, type Pattern } from '#demo/kind';
import { KINDS } from '#demo/kinds/all';
import { createRandom } from '#demo/random';

function look(main: string, pattern: Pattern, key: string): Look {
  const random = createRandom(key);
  return {
    main,
    accent: '#f5c928',
    pattern,
    material: 'wool',
    fact: () => undefined,
    vary: random.between,
    either: (...forms) => random.pick(forms),
  };
}

const svgOf = (kind: string, main: string, pattern: Pattern = 'plain', key = kind): string =>
  studio(drawingOf(kind)(look(main, pattern, key)), look(main, pattern, key));

describe('drawings', () => {
  it.each(KINDS.map(({ name }) => name))('%s is drawn in its colour and nothing is undefined', async (kind) => {
    const red = svgOf(kind, '#cb2230');
    expect(red).not.toMatch(/NaN|undefined|\[object/u);
    expect(red).not.toBe(svgOf(kind, '#2b6dc6'));
    const ids = [...red.matchAll(/ id="([^"]+)"/gu)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...red.matchAll(/url\(#([^)]+)\)/gu)].map((match) => match[1]!);
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    const { width, height } = await sharp(Buffer.from(red)).metadata();
    expect([width, height]).toEqual([480, 480]);
  });

  it('turn red to red pixels', async () => {
    const { channels } = await sharp(Buffer.from(svgOf('cushion', '#cb2230'))).stats();
    const blue = await sharp(Buffer.from(svgOf('cushion', '#2b6dc6'))).stats();
    expect(channels[0]!.mean - channels[2]!.mean).toBeGreaterThan(20);
    expect(blue.channels[2]!.mean - blue.channels[0]!.mean).toBeGreaterThan(20);
  });

  it.each(PATTERNS.filter((pattern) => pattern !== 'plain'))('%s things look patterned', (pattern) => {
    const svg = svgOf('mug', '#2b6dc6', pattern);
    expect(svg).toContain('<pattern id="pattern"');
    expect(svg).toContain('url(#pattern)');
  });

  it('vary with the design, not with the colour', () => {
    const shape = (svg: string): string => svg.replaceAll(/#[0-9a-f]{6}/gu, '');
    expect(svgOf('vase', '#cb2230', 'plain', 'one')).not.toBe(svgOf('vase', '#cb2230', 'plain', 'two'));
    expect(shape(svgOf('dress', '#cb2230'))).toBe(shape(svgOf('dress', '#cc2330')));
  });

  it('fit into other rooms', () => {
    const sketch = drawingOf('sneaker')(look('#cb2230', 'plain', 'sneaker'));
    const rooms = [studio, display, snapshot(-8)].map((scene) => scene(sketch, look('#cb2230', 'plain', 'sneaker')));
    expect(new Set(rooms).size).toBe(3);
    for (const room of rooms) expect(room).toContain(sketch.body);
  });

  it('say which kind nobody has drawn', () => expect(() => drawingOf('unicorn')).toThrow(/unicorn/u));
});

describe('outlines', () => {
  it('run straight between corners', () => expect(curve('0 0*, 30 0*')).toBe('M0 0C0 0 30 0 30 0'));

  it('are read from words or lists', () =>
    expect(line('1 2, 3 4')).toBe(
      line([
        [1, 2],
        [3, 4],
      ]),
    ));

  it('mirror the right half without doubling the axis', () => {
    expect(mirror('240 10, 300 20*, 240 30')).toEqual([
      [240, 10],
      [300, 20, 1],
      [240, 30],
      [180, 20, 1],
    ]);
  });

  it('close', () => expect(outline('0 0, 10 0, 5 9')).toMatch(/^M0 0C.*Z$/u));

  it('draw boxes with sharp and with round corners', () => {
    expect(box(0, 0, 4, 2)).toBe('M0 0h4v2h-4v-2Z');
    expect(box(0, 0, 4, 2, 1)).toContain('a1 1 0 0 1 1 1');
  });
});
