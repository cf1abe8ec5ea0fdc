import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TasteEvent {
  readonly user: string;
  readonly item: string;
  readonly type: 'purchase' | 'click' | 'view' | 'dislike';
  /** ISO 8601. */
  readonly at: string;
}

const KINDS = ['shirt', 'mug', 'lamp'] as const;
const SERIES = {
  red: ['Alba', 'Brio', 'Cora', 'Dune', 'Elba', 'Fiora', 'Gala', 'Halo'],
  blue: ['Iris', 'Juno', 'Kira', 'Luna', 'Mora', 'Nova', 'Orla', 'Pila'],
} as const;
export type Colour = keyof typeof SERIES;
const COLOURS: readonly Colour[] = ['red', 'blue'];
const SHOPPERS = 40;
const BOUGHT = 6;
/** What a shopper buys next is this far from what they bought first; so every shopper comes to have another one. */
const STEP = 5;

/** 24 things in red and as many of the same kinds in blue, of other series. */
export function tasteItems() {
  return COLOURS.flatMap((colour) =>
    SERIES[colour].flatMap((series) =>
      KINDS.map((kind) => ({
        id: `${colour}-${kind}-${series.toLowerCase()}`,
        title: `${series} ${kind}`,
        category: kind,
        price: 10,
        colour,
      })),
    ),
  );
}

export function idsOf(colour: Colour): string[] {
  return tasteItems().flatMap((item) => (item.colour === colour ? [item.id] : []));
}

export function day(days: number): string {
  return new Date(Date.UTC(2024, 4, 1) + days * 86_400_000).toISOString();
}

/** 40 shoppers buy red things and nothing else, 40 blue ones: six each within three days, another one on the fifth. */
export function tasteEvents(dayOf: (days: number) => string = day): TasteEvent[] {
  return COLOURS.flatMap((colour) => {
    const ids = idsOf(colour);
    return Array.from({ length: SHOPPERS }, (_, shopper) =>
      Array.from({ length: BOUGHT + 1 }, (_, n) => ({
        user: `${colour}-${shopper}`,
        item: ids[(shopper + n * STEP) % ids.length]!,
        type: 'purchase' as const,
        at: dayOf(n === BOUGHT ? 4 : n / 2),
      })),
    ).flat();
  });
}

/**
 * Shoppers of whom nothing can be learned: 30 have nearly everything red for long, and at last buy what everybody else
 * has just bought, three blue things. Popularity knows those, tastes do not.
 */
export function fickleEvents(): TasteEvent[] {
  const [red, hits] = [idsOf('red').slice(0, 21), idsOf('blue').slice(0, 3)];
  const users = Array.from({ length: 30 }, (_, n) => `fickle-${n}`);
  const purchase = (user: string, item: string, days: number) =>
    ({ user, item, type: 'purchase', at: day(days) }) as const;
  return [
    ...users.flatMap((user) => red.map((item) => purchase(user, item, 0))),
    ...hits.flatMap((item) => Array.from({ length: 20 }, (_, n) => purchase(`passer-by-${item}-${n}`, item, 9))),
    ...users.flatMap((user) => hits.map((item) => purchase(user, item, 10))),
  ];
}

export function writeRows(folder: string, name: string, rows: readonly object[]): void {
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
