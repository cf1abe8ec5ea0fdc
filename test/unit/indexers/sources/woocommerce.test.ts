import { expect, it } from 'vitest';
import { readAll } from './read.ts';

it('reads the product export of WooCommerce', async () => {
  const csv = [
    'ID,Type,SKU,Name,Published,Short description,Description,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    '44,variable,TEE,Tee,1,Soft,Cotton\\nand linen,1,,,,"Clothing > Tees, Sale","new, cotton","https://x.example/a.jpg, https://x.example/b.jpg",,Colour,"Red, Blue",Size,M',
    '45,variation,TEE-R,Tee - Red,1,,,1,3,15,19.90,,,https://x.example/r.jpg,TEE,Colour,Red,,',
    '46,variation,TEE-B,Tee - Blue,1,,,0,0,,19.90,,,,id:44,Colour,Blue,,',
    '47,simple,MUG,Mug,-1,,,1,,,9,Mugs,,,,,,,',
  ].join('\n');
  const rows = (await readAll(csv, 'wc-export.csv')).map((row) => ('values' in row ? row.values : row.reason));
  const inherited = { category: 'Clothing > Tees', tags: ['new', 'cotton'], description: 'Soft\nCotton\nand linen' };
  expect(rows).toEqual([
    expect.objectContaining({
      id: '44',
      groupId: '44',
      sku: 'TEE',
      title: 'Tee',
      description: 'Soft\nCotton\nand linen',
      category: 'Clothing > Tees',
      availability: 'in_stock',
      tags: ['new', 'cotton'],
      images: ['https://x.example/a.jpg', 'https://x.example/b.jpg'],
      Colour: ['Red', 'Blue'],
      Size: 'M',
    }),
    expect.objectContaining({
      ...inherited,
      id: '45',
      groupId: '44',
      price: '15',
      listPrice: '19.90',
      stock: '3',
      images: ['https://x.example/r.jpg'],
      Colour: 'Red',
    }),
    expect.objectContaining({
      ...inherited,
      id: '46',
      groupId: '44',
      price: '19.90',
      availability: 'out_of_stock',
      images: ['https://x.example/a.jpg', 'https://x.example/b.jpg'],
      Colour: 'Blue',
    }),
    'the product is not published',
  ]);
});

it('tells the dates of a sale', async () => {
  const csv = [
    'ID,Type,SKU,Name,Date sale price starts,Date sale price ends,Sale price,Regular price',
    '1,simple,MUG,Mug,2024-11-29,2024-12-01,7,9',
  ].join('\n');
  expect(await readAll(csv, 'wc-export.csv')).toMatchObject([
    { values: { price: '7', listPrice: '9', saleStarts: '2024-11-29', saleEnds: '2024-12-01' } },
  ]);
});
