import type { Interest, InterestProfile } from './interest-profile.ts';

/** A profile as lines of text, e.g. `brands: Saltmarrow 0.44`; empty without events. Equal tastes give equal lines. */
export function interestLines({ types, brands, colours, sizes, price, events }: InterestProfile): string {
  if (events === 0) return '';
  const line = (name: string, interests: readonly Interest[]): string[] =>
    interests.length === 0
      ? []
      : [`${name}: ${interests.map(({ value, strength }) => `${value} ${strength.toFixed(2)}`).join(', ')}`];
  const money = price && `${price.from} to ${price.to}, mostly ${price.median} ${price.currency ?? ''}`.trim();
  return [
    ...line('kinds', types),
    ...line('brands', brands),
    ...line('colours', colours),
    ...line('sizes', sizes),
    ...(money === undefined ? [] : [`prices: ${money}`]),
  ].join('\n');
}
