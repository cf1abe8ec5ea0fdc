import { z } from 'zod';

/** How models run; what is left out has the adapter's default. `lite` has neither number formats nor devices. */
export const ENCODER_SETTINGS = {
  modelsDtype: {
    env: 'VITRINE_MODELS_DTYPE',
    schema: z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4']).optional(),
  },
  modelsDevice: {
    env: 'VITRINE_MODELS_DEVICE',
    schema: z.enum(['cpu', 'cuda', 'dml', 'coreml', 'webgpu']).optional(),
  },
  modelsThreads: { env: 'VITRINE_MODELS_THREADS', schema: z.coerce.number().int().min(1).max(256).optional() },
  modelsOffline: {
    env: 'VITRINE_MODELS_OFFLINE',
    schema: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  },
} as const;
