import { z } from 'zod';

/** When `serve` learns by itself; without them it does not. */
export const TRAINING_SETTINGS = {
  /** Hours after which a training is due, if there are events that the live model does not know. */
  trainEveryHours: {
    env: 'VITRINE_TRAIN_EVERY_HOURS',
    schema: z.coerce.number().min(0.01).max(8_760).optional(),
  },
  /** Minutes after which the live model is refreshed, under the same condition. */
  refreshEveryMinutes: {
    env: 'VITRINE_REFRESH_EVERY_MINUTES',
    schema: z.coerce.number().min(1).max(10_080).optional(),
  },
} as const;
