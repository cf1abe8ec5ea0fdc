import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const NOUNS = ['lamp', 'jacket', 'chair', 'kettle', 'rucksack', 'mirror', 'printer', 'sandal', 'blanket', 'drill'];
const TRAITS = ['wooden', 'folding', 'waterproof', 'compact', 'heavy', 'striped', 'vintage', 'cordless', 'padded'];
const STUFFS = ['oak', 'cotton', 'steel', 'linen', 'leather', 'glass', 'bamboo', 'wool', 'ceramic', 'aluminium'];
const COLOURS = ['red', 'green', 'blue', 'black', 'white', 'grey', 'yellow', 'brown', 'pink', 'orange'];
const BRANDS = Array.from({ length: 400 }, (_, n) => `Maker ${n.toString(36).toUpperCase()}`);

export interface FeedOptions {
  readonly rows: number;
  /** Added to every price: another one makes every item a changed one, of which only the price is new. */
  readonly surcharge?: number;
}

/** Writes products of a made-up shop as JSONL, the same ones for the same options. */
export async function writeFeed(path: string, { rows, surcharge = 0 }: FeedOptions): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  for (let n = 0; n < rows; n++) {
    if (!out.write(`${JSON.stringify(product(n, surcharge))}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** Two words and a colour, as shoppers type them. */
export function queryOf(n: number): string {
  const of = chooser(n * 7919 + 3);
  return `${of(COLOURS)} ${of(STUFFS)} ${of(NOUNS)}`;
}

function product(n: number, surcharge: number): Record<string, unknown> {
  const of = chooser(n);
  const [noun, trait, stuff, colour] = [of(NOUNS), of(TRAITS), of(STUFFS), of(COLOURS)];
  return {
    id: `sku-${n}`,
    title: `${trait} ${colour} ${noun} of ${stuff}, model ${(n * 2_654_435_761) % 97_003}`,
    description: `A ${trait} ${noun} made of ${stuff}. Comes in ${colour}, with ${of(TRAITS)} parts and a ${of(STUFFS)} handle.`,
    brand: of(BRANDS),
    category: ['Home', noun, `${stuff} ${noun}`],
    price: ((n * 37) % 50_000) / 100 + 1 + surcharge,
    currency: 'EUR',
    colour,
    material: stuff,
    stock: n % 90,
  };
}

/** Chooses from lists, by numbers that follow from a seed (xorshift). */
function chooser(seed: number): <Value>(values: readonly Value[]) => Value {
  let state = (Math.imul(seed + 1, 2_654_435_761) >>> 0) | 1;
  return (values) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return values[state % values.length]!;
  };
}
