import { lightness, mix } from '../palette.ts';
import type { Look } from './look.ts';

/** How light falls on a surface: the names of gradients in `defs.ts`, which fit any colour. */
export type Shade = 'soft' | 'round' | 'tall' | 'ball' | 'plump' | 'metal' | 'cloth' | 'inside' | 'glass' | 'flat';

export interface SurfaceOptions {
  readonly shade?: Shade;
  /** Paints from `defs.ts` that lie between the colour and the light. */
  readonly over?: readonly string[];
  /** Opacity of the colour, for glass; default 1. */
  readonly opacity?: number;
}

/** A filled shape with light and a soft dark edge, so that white things stand out from a light room. */
export function surface(
  path: string,
  colour: string,
  { shade = 'soft', over = [], opacity }: SurfaceOptions = {},
): string {
  const see = opacity === undefined ? '' : ` fill-opacity="${opacity}"`;
  const layers = [...over, ...(shade === 'flat' ? [] : [shade])].map(
    (name) => `<path d="${path}" fill="url(#${name})"/>`,
  );
  return `<path d="${path}" fill="${colour}"${see} stroke="${edgeOf(colour)}" stroke-width="1.4" stroke-linejoin="round"/>${layers.join('')}`;
}

/** The product's own stuff: colour, pattern and texture. */
export function stuff(path: string, look: Look, shade: Shade = 'cloth'): string {
  const texture = textureOf(look.material);
  const over = [...(look.pattern === 'plain' ? [] : ['pattern']), ...(texture === undefined ? [] : [texture])];
  return surface(path, look.main, { shade, over });
}

/** Wood of a colour, grain included; `grain-up` for upright parts. */
export const wood = (path: string, colour: string, grain: 'grain' | 'grain-up' = 'grain'): string =>
  surface(path, colour, { shade: 'soft', over: [grain] });

/** Line of a colour. */
export const stroke = (path: string, colour: string, width = 3, opacity = 1): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Tube: a line with its own light. */
export const tube = (path: string, colour: string, width: number): string =>
  stroke(path, edgeOf(colour), width + 1.6, 0.9) +
  stroke(path, colour, width) +
  `<g transform="translate(${-width * 0.16} ${-width * 0.16})">${stroke(path, '#ffffff', width * 0.28, 0.35)}</g>`;

/** Line of stitches. */
export const seam = (path: string, colour = '#000000', opacity = 0.3): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="1.6" stroke-dasharray="5 3.5"/>`;

/** Crease, joint or fold: a soft dark line. */
export const fold = (path: string, width = 2.5, opacity = 0.16): string => stroke(path, '#000000', width, opacity);

/** Reflex: a soft white line. */
export const gleam = (path: string, width = 5, opacity = 0.4): string => stroke(path, '#ffffff', width, opacity);

/** Filled without light or edge. */
export const fill = (path: string, colour: string, opacity = 1): string =>
  `<path d="${path}" fill="${colour}" fill-opacity="${opacity}"/>`;

export const group = (transform: string, ...parts: readonly string[]): string =>
  `<g transform="${transform}">${parts.join('')}</g>`;

/** The same thing mirrored left to right. */
export const flipped = (...parts: readonly string[]): string => group('translate(480 0) scale(-1 1)', ...parts);

export const darker = (colour: string, share = 0.25): string => mix(colour, '#14131a', share);
export const lighter = (colour: string, share = 0.25): string => mix(colour, '#ffffff', share);
/** A colour that shows on this one. */
export const contrast = (colour: string): string =>
  lightness(colour) > 0.55 ? darker(colour, 0.55) : lighter(colour, 0.7);

const edgeOf = (colour: string): string => mix(colour, '#2a2430', lightness(colour) > 0.75 ? 0.3 : 0.42);

const TEXTURES: readonly (readonly [RegExp, string])[] = [
  [/wool|knit|cashmere|acrylic|boucle|fleece|mohair|plush/u, 'knit'],
  [/denim/u, 'denim'],
  [/linen|canvas|jute|straw|raffia|felt/u, 'weave'],
  [/velvet|suede|nubuck|corduroy/u, 'nap'],
];
const textureOf = (material: string): string | undefined => TEXTURES.find(([words]) => words.test(material))?.[1];
