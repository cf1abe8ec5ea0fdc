import type { ColourName } from './palette.ts';

export const PATTERNS = ['plain', 'striped', 'dotted', 'checked', 'floral'] as const;
export type Pattern = (typeof PATTERNS)[number];

export type Department =
  | 'Clothing'
  | 'Shoes'
  | 'Accessories'
  | 'Furniture'
  | 'Home'
  | 'Kitchen'
  | 'Electronics'
  | 'Toys'
  | 'Garden'
  | 'Sports'
  | 'Beauty'
  | 'Stationery';

export type ChoiceValue = string | number | boolean;

/** A kind of product: everything the generator needs to know of it but its drawing. */
export interface Kind {
  /** Unique; the drawing has the same name. */
  readonly name: string;
  /** What titles call it, singular, the usual word first. */
  readonly words: readonly string[];
  /** Category path; the first is the department. */
  readonly category: readonly [Department, ...string[]];
  /** Price in euros at a middling brand. */
  readonly price: number;
  readonly colours: readonly ColourName[];
  /** Not used for colours that are a material themselves. */
  readonly materials: readonly string[];
  /** Beside plain. */
  readonly patterns?: readonly Pattern[];
  /** Sizes that a product may be had in. */
  readonly sizes?: readonly string[];
  /** Attribute → values, one of which each design gets. Numbers are in the unit that the name says. */
  readonly choices?: Readonly<Record<string, readonly ChoiceValue[]>>;
  /** Sentences for descriptions; `{material}`, `{colour}`, `{word}` and `{attribute}` are filled in. */
  readonly lines: readonly string[];
  /** Kinds that are bought with it. */
  readonly goesWith?: readonly string[];
  /** Days after which it is used up and bought again. */
  readonly lasts?: number;
  /** Designs, each in two to four colours; default 6. */
  readonly designs?: number;
}
