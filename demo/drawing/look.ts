import type { ChoiceValue, Pattern } from '../kind.ts';

/** What a drawing is asked to look like. */
export interface Look {
  /** `#rrggbb` of the product. */
  readonly main: string;
  /** `#rrggbb` of trimmings and of the pattern's figures. */
  readonly accent: string;
  readonly pattern: Pattern;
  /** In words, e.g. `merino wool`. */
  readonly material: string;
  /** A measure of this design between two bounds; all colours of a design get the same, in the same order of calls. */
  readonly vary: (from: number, to: number) => number;
  /** What the product's row says of itself, e.g. its number of drawers. */
  readonly fact: (attribute: string) => ChoiceValue | undefined;
  /** One of several forms of this design. */
  readonly either: <Value>(...forms: readonly Value[]) => Value;
}

/** A drawn thing on the canvas, not yet in a room. */
export interface Sketch {
  /** SVG elements. */
  readonly body: string;
  /** Half width of the shadow on the ground; 0 for none. */
  readonly shadow: number;
  /** Where the ground is; default FLOOR. */
  readonly ground?: number;
  /** Middle of the shadow; default MIDDLE. */
  readonly middle?: number;
}

export type Drawing = (look: Look) => Sketch;
