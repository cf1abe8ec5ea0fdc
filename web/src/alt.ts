/**
 * What a picture of an item shows, for who does not see it, where that is known: of the first picture, as it was generated for
 * the item. Empty elsewhere; the title is read out beside it anyway.
 */
export function altOf({ generated }: Readonly<Record<string, unknown>>, place: number): string {
  const isDescribed = place === 0 && typeof generated === 'object' && generated !== null && 'altText' in generated;
  return isDescribed ? String(generated.altText) : '';
}
