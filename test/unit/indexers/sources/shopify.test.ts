import { describe, expect, it } from 'vitest';
import { readAll } from './read.ts';

const rowsOf = async (content: string, name = 'products_export.csv') =>
  (await readAll(content, name)).map((row) => ('values' in row ? row.values : `${row.reason} (${row.detail})`));

describe('the product export of Shopify', () => {
  const header =
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Variant Image,Status,Season';
  const lines = [
    'tee,Tee,<p>Soft</p>,Acme,T-Shirts,"new, cotton",true,Colour,Red,Size,M,T-R-M,3,19.90,25.00,\'0123,a.jpg,1,r.jpg,active,summer',
    'tee,,,,,,,,Red,,L,T-R-L,0,21.90,,,b.jpg,2,,,',
    'tee,,,,,,,,,,,,,,,,c.jpg,3,,,',
    'mug,Mug,,Acme,Mugs,,true,Title,Default Title,,,M-1,5,9,,,m.jpg,1,,active,',
    'vase,Vase,,Acme,Vases,,true,Title,Default Title,,,V-1,5,9,,,v.jpg,1,,draft,',
  ];

  it('makes a row of every variant, with the pictures of the product and its own first', async () => {
    const rows = await rowsOf(`${header}\n${lines.join('\n')}\n`);
    const tee = {
      title: 'Tee',
      description: '<p>Soft</p>',
      brand: 'Acme',
      category: 'T-Shirts',
      groupId: 'tee',
      Season: 'summer',
      tags: ['new', 'cotton'],
    };
    expect(rows).toEqual([
      expect.objectContaining({
        ...tee,
        id: 'tee/Red/M',
        Colour: 'Red',
        Size: 'M',
        sku: 'T-R-M',
        gtin: '0123',
        price: '19.90',
        listPrice: '25.00',
        stock: '3',
        images: ['r.jpg', 'a.jpg', 'b.jpg', 'c.jpg'],
      }),
      expect.objectContaining({
        ...tee,
        id: 'tee/Red/L',
        Size: 'L',
        price: '21.90',
        stock: '0',
        images: ['a.jpg', 'b.jpg', 'c.jpg'],
      }),
      expect.objectContaining({ id: 'mug', groupId: 'mug', title: 'Mug', price: '9', images: ['m.jpg'] }),
      'the product is not published (draft)',
    ]);
    expect(rows[2]).not.toHaveProperty('Title');
  });
});

describe('products of the interfaces of Shopify', () => {
  it('come from REST', async () => {
    const products = [
      {
        id: 1,
        title: 'Tee',
        body_html: '<p>Soft</p>',
        vendor: 'Acme',
        product_type: 'T-Shirts',
        handle: 'tee',
        tags: 'new, cotton',
        status: 'active',
        options: [{ name: 'Colour' }, { name: 'Size' }],
        images: [
          { id: 10, src: 'a.jpg' },
          { id: 11, src: 'b.jpg' },
        ],
        variants: [
          { id: 101, price: '19.90', sku: 'T-1', option1: 'Red', option2: 'M', inventory_quantity: 3, image_id: 11 },
          { id: 102, price: '21.90', sku: 'T-2', option1: 'Blue', option2: 'L', inventory_quantity: 0, image_id: null },
        ],
      },
    ];
    const rows = await rowsOf(JSON.stringify({ products }), 'products.json');
    expect(rows).toEqual([
      expect.objectContaining({
        id: 101,
        groupId: 1,
        title: 'Tee',
        brand: 'Acme',
        category: 'T-Shirts',
        price: '19.90',
        Colour: 'Red',
        Size: 'M',
        stock: 3,
        images: ['b.jpg', 'a.jpg'],
      }),
      expect.objectContaining({ id: 102, Colour: 'Blue', images: ['a.jpg', 'b.jpg'] }),
    ]);
  });

  it('come from GraphQL, edges and all', async () => {
    const node = {
      id: 'gid://shopify/Product/1',
      title: 'Tee',
      descriptionHtml: 'Soft',
      vendor: 'Acme',
      productType: 'T-Shirts',
      handle: 'tee',
      tags: ['new'],
      images: { edges: [{ node: { url: 'a.jpg' } }] },
      variants: {
        edges: [
          {
            node: {
              id: 'gid://shopify/ProductVariant/101',
              sku: 'T-1',
              availableForSale: true,
              price: { amount: '19.90', currencyCode: 'EUR' },
              compareAtPriceV2: { amount: '25.00', currencyCode: 'EUR' },
              selectedOptions: [{ name: 'Size', value: 'M' }],
            },
          },
        ],
      },
    };
    const rows = await rowsOf(
      JSON.stringify({
        data: { products: { edges: [{ node }, { node: { ...node, id: 'gid://shopify/Product/2' } }] } },
      }),
      'answer.json',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      id: '101',
      groupId: '1',
      price: '19.90',
      currency: 'EUR',
      listPrice: { amount: '25.00', currencyCode: 'EUR' },
      availability: true,
      Size: 'M',
      tags: ['new'],
      images: ['a.jpg'],
    });
  });
});
