/** What is scored of an item for a shopper, as in searches; each part is divided by its greatest value over all items. */
export const PARTS = ['together', 'alike', 'affinity', 'popularity', 'owned'] as const;
export type Part = (typeof PARTS)[number];
export type PartWeights = Readonly<Record<Part, number>>;
