import { openTransformersEncoders } from '#src/adapters/transformers/encoders';
import { describeEncoders } from './encoders.ts';

const FIXTURES = 'test/fixtures/models';
const open = (models: string, dtype: 'fp32' | 'q8' = 'fp32') =>
  openTransformersEncoders({ models, dtype, modelsDir: FIXTURES, hub: null, threads: 1 });

describeEncoders('transformers, BERT and CLIP', () => open(`./${FIXTURES}/tiny-bert+./${FIXTURES}/tiny-clip`), {
  tolerance: 1e-5,
});
describeEncoders('transformers, SigLIP alone', () => open(`./${FIXTURES}/tiny-siglip`), { tolerance: 1e-5 });
describeEncoders('transformers, BERT alone, quantised', () => open(`./${FIXTURES}/tiny-bert`, 'q8'), {
  tolerance: 1e-5,
  textsOnly: 'a sentence model has no tower for pictures',
});
