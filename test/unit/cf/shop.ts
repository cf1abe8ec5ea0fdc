import type { CfEvent } from '#src/cf/event-weights';
import { interactionsOf } from '#src/cf/interactions';
import { type TrainOptions, trainModel } from '#src/cf/train';

export const DAY = 86_400_000;
export const START = 1_600_000_000_000;

/** Shoes go with shoes and hats with hats: who bought the one kind never bought the other. Each lacks one of the kind. */
export function checkerboard(): CfEvent[] {
  return ['shoe', 'hat'].flatMap((kind) =>
    Array.from({ length: 12 }, (_, user) =>
      Array.from({ length: 5 }, (_, item) => ({
        user: `${kind}-lover-${user}`,
        item: `${kind}-${item}`,
        type: 'purchase',
        at: START + (user % 3) * DAY,
      })).filter((_, item) => item !== user % 5),
    ).flat(),
  );
}

/** Like the catalog of the checkerboard, with an item of each kind that nobody bought. */
export const CATALOG = ['shoe', 'hat'].flatMap((kind) => Array.from({ length: 6 }, (_, item) => `${kind}-${item}`));

export function content(id: string) {
  const kind = id.split('-')[0];
  return { terms: [`category=${kind}`, `nice ${kind}`, kind], category: kind };
}

export function trainShop(events: Iterable<CfEvent> = checkerboard(), options: TrainOptions = {}) {
  return trainModel(interactionsOf(events, { items: CATALOG }), {
    parts: ['item', 'als', 'ease'],
    als: { factors: 4, iterations: 8 },
    content,
    ...options,
  });
}
