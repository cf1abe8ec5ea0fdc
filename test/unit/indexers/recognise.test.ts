import { describe, expect, it } from 'vitest';
import { recogniseColumns } from '#indexers/recognise';

describe('recognising columns', () => {
  it('takes columns by their usual names, whatever case and signs, and says so', () => {
    expect(recogniseColumns(['Product ID', 'productDisplayName', 'articleType', 'image', 'baseColour'])).toEqual({
      map: {
        id: 'Product ID',
        title: 'productDisplayName',
        category: 'articleType',
        articleType: 'articleType',
        images: 'image',
      },
      notice:
        'columns taken by their names: "Product ID" → id, "productDisplayName" → title, "articleType" → category, "image" → images (say otherwise by --map)',
    });
  });

  it('leaves fields alone that have a column of their own', () => {
    expect(recogniseColumns(['id', 'title', 'brand', 'vendor', 'price'])).toEqual({ map: {}, notice: undefined });
  });

  it('takes a name beside a title for a part number, and else for the title', () => {
    expect(recogniseColumns(['id', 'title', 'name']).map).toEqual({ mpn: 'name', name: 'name' });
    expect(recogniseColumns(['id', 'name']).map).toEqual({ title: 'name' });
  });

  it('takes a column for one field only', () => {
    expect(recogniseColumns(['id', 'name', 'sale_price', 'list_price']).map).toEqual({
      title: 'name',
      price: 'sale_price',
      sale_price: 'sale_price',
    });
  });

  it.each(['price_cents', 'priceCents', 'price_in_cents'])('takes %s for the price', (column) => {
    expect(recogniseColumns(['id', 'title', column]).map).toEqual({ price: column, [column]: column });
  });

  it('leaves alone what a mapping says, and recognises the rest', () => {
    const { map, notice } = recogniseColumns(['sku_id', 'label', 'image', 'vendor'], {
      title: 'label',
      brand: 'vendor',
    });
    expect(map).toEqual({ id: 'sku_id', images: 'image', title: 'label', brand: 'vendor' });
    expect(notice).not.toContain('vendor');
  });

  it('takes no other code for an id', () => expect(recogniseColumns(['sku', 'name']).map).not.toHaveProperty('id'));
});
