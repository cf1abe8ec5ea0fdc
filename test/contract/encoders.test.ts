import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { createFakeEncoders } from '#test/support/fake-encoders';
import { describeEncoders } from './encoders.ts';

describeEncoders('fake', async () => createFakeEncoders(), { tolerance: 1e-6 });
describeEncoders('lite', () => openLiteEncoders({ modelsDir: 'models' }), { tolerance: 1e-4 });
