import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { draw } from './pictures.ts';

/** A process that ends, as after Ctrl-C, while the network is at work. */
const { image } = await openLiteEncoders({ modelsDir: 'models' });
const picture = await draw().png().toBuffer();
await image!.encode([picture]);
const many = Array.from({ length: 8 }, () => picture);
const [first] = [image!.encode(many), image!.encode(many), image!.encode(many)];
await first;
// About as long as half a batch takes.
for (let i = 0; i < 4; i++) await draw().png().toBuffer();
process.exit(3);
