import type { Express } from 'express';
import type { Item } from '#src/domain/item';
import { createHttpApp, type HttpAppOptions } from '#src/http/app';
import { createFakeVitrine } from './fake-vitrine.ts';
import { draw } from './pictures.ts';

const item = (id: string, title: string, rest: Partial<Item> = {}): Item => ({
  id,
  title,
  kind: 'product',
  attributes: {},
  ...rest,
});

export const AWKWARD_IDS = ['0', '007', 'a/b c', 'say "hi"', '50% off?&#', '🧦/🧤', '..%2F', "o'neil\\n"] as const;

/** A shop of a few bags, and items with ids that break careless software. */
export async function bagShop() {
  const red = await draw({ colour: '#d22020' }).jpeg().toBuffer();
  const blue = await draw({ colour: '#2020d2', width: 960, height: 640 }).png().toBuffer();
  const pictures = new Map<string, Uint8Array>([
    ['red.jpg', red],
    ['blue.png', blue],
    ['secret.txt', Buffer.from('root:x:0:0')],
  ]);
  const items = [
    item('bag-red', 'Red bag', {
      brand: 'Acme',
      price: 20,
      category: ['Bags', 'Totes'],
      images: ['red.jpg'],
      attributes: { colour: 'red' },
    }),
    item('bag-blue', 'Blue bag', {
      brand: 'Acme',
      price: 40,
      category: ['Bags'],
      images: ['blue.png'],
      attributes: { colour: 'blue' },
    }),
    item('shoe', 'Red shoe', {
      brand: 'Umbra',
      price: 60,
      category: ['Shoes'],
      images: ['secret.txt'],
      attributes: { colour: 'red' },
    }),
    ...AWKWARD_IDS.map((id) => item(id, `Odd thing ${id}`)),
  ];
  return {
    red,
    blue,
    vitrine: createFakeVitrine({ default: { items, pictures }, other: { items: [item('x', 'Other thing')] } }),
  };
}

/** The app over that shop, on loopback unless told otherwise. */
export async function bagApp(options: Partial<HttpAppOptions> = {}): Promise<Express> {
  const { vitrine } = await bagShop();
  return createHttpApp({ vitrine, config: { host: '127.0.0.1', port: 0 }, ...options });
}
