import type { ChoiceValue, Kind, Pattern } from './kind.ts';
import type { ColourName } from './palette.ts';

/** One line of `products.jsonl`: the fields of an item, with its attributes beside them. */
export interface ProductRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly seller?: string;
  readonly category: readonly string[];
  /** Euros. */
  readonly price: number;
  readonly currency: string;
  /** Paths relative to the file. */
  readonly images: readonly string[];
  readonly availability: 'in_stock' | 'out_of_stock' | 'preorder';
  readonly stock: number;
  /** Mean stars, 1 to 5, to one decimal; absent before the first rating. */
  readonly rating?: number;
  readonly sku: string;
  readonly gtin: readonly string[];
  readonly mpn: string;
  readonly createdAt: string;
  readonly groupId: string;
  /** One of the thirteen colour words; `shade` is the name in full. */
  readonly colour: string;
  readonly shade: string;
  readonly material: string;
  readonly pattern: Pattern;
  readonly size?: readonly string[];
  readonly [attribute: string]: ChoiceValue | readonly string[] | undefined;
}

/** What is the same for all colours of a product. */
export interface Design {
  /** Unique; also the key of its chance, so the colours share their shape. */
  readonly groupId: string;
  readonly kind: Kind;
  readonly brand: string;
  /** Price level of the brand. */
  readonly level: number;
  readonly model: string;
  readonly word: string;
  readonly pattern: Pattern;
  readonly material: string;
  /** Second colour: of the pattern, laces, trimmings. */
  readonly accent: ColourName;
  readonly price: number;
}

/** A product with what its drawing and its shoppers need to know. */
export interface Product {
  readonly row: ProductRow;
  readonly design: Design;
  readonly colour: ColourName;
  /** How much shoppers like it whatever their taste; 1 is usual. */
  readonly appeal: number;
}
