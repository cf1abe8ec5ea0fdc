import { describe, expect, it } from 'vitest';
import { readAll } from './read.ts';

const rowsOf = async (content: string | Uint8Array, name = 'feed.xml', chunkBytes = 7) =>
  (await readAll(content, name, { chunkBytes })).map((row) => ('values' in row ? row.values : row.reason));

const rss = (items: string, head = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${head}\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title><link>https://shop.example</link>\n${items}\n</channel></rss>`;

describe('a Google Merchant Center feed', () => {
  it.each([1, 5, 64, 10_000])('is read from RSS, in chunks of %i bytes', async (chunkBytes) => {
    const feed = rss(`<item>
      <g:id>007</g:id><title>Socks &amp; hats</title><description><![CDATA[<p>Warm & soft</p>]]></description>
      <link>https://shop.example/7?a=1&amp;b=2</link><g:image_link>https://shop.example/1.jpg</g:image_link>
      <g:additional_image_link>https://shop.example/2.jpg</g:additional_image_link>
      <g:additional_image_link>https://shop.example/3.jpg</g:additional_image_link>
      <g:price>15.00 EUR</g:price><g:sale_price>12.00 EUR</g:sale_price><g:availability>in stock</g:availability>
      <g:product_type>Clothing &gt; Socks</g:product_type><g:google_product_category>209</g:google_product_category>
      <g:item_group_id>sock</g:item_group_id><g:color>red</g:color>
      <g:shipping><g:country>DE</g:country><g:price>4 EUR</g:price></g:shipping></item>`);
    expect(await rowsOf(feed, 'feed.xml', chunkBytes)).toEqual([
      {
        id: '007',
        title: 'Socks & hats',
        description: '<p>Warm & soft</p>',
        url: 'https://shop.example/7?a=1&b=2',
        images: ['https://shop.example/1.jpg', 'https://shop.example/2.jpg', 'https://shop.example/3.jpg'],
        price: '12.00 EUR',
        listPrice: '15.00 EUR',
        availability: 'in stock',
        category: 'Clothing > Socks',
        groupId: 'sock',
        color: 'red',
      },
    ]);
  });

  it('tells the dates of a sale, and up to three colours', async () => {
    const item = (id: string, more: string) =>
      `<item><g:id>${id}</g:id><g:price>15 EUR</g:price><g:sale_price>12 EUR</g:sale_price>${more}</item>`;
    const dates = (text: string) => `<g:sale_price_effective_date>${text}</g:sale_price_effective_date>`;
    const feed = rss(
      item('1', `${dates('2024-11-29T13:00-0500 / 2024-12-01T15:30-0500')}<g:color>red / blue</g:color>`) +
        item('2', `${dates('12/31/2024')}<g:color>N/A</g:color>`) +
        item('3', '<g:color>a/b/c/d</g:color>'),
    );
    const sale = { price: '12 EUR', listPrice: '15 EUR' };
    expect(await rowsOf(feed)).toEqual([
      {
        ...sale,
        id: '1',
        saleStarts: '2024-11-29T13:00-0500',
        saleEnds: '2024-12-01T15:30-0500',
        color: ['red', 'blue'],
      },
      { ...sale, id: '2', saleStarts: '12/31/2024', color: 'N/A' },
      { ...sale, id: '3', color: 'a/b/c/d' },
    ]);
  });

  it('is read from Atom', async () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>1</g:id>
      <title>Hat</title><link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/></entry></feed>`;
    expect(await rowsOf(feed)).toEqual([{ id: '1', title: 'Hat', url: 'https://x.example/1' }]);
  });

  it.each(['image link', 'image_link'])('is read from the form with tabs, with a column "%s"', async (column) => {
    const table = `id\ttitle\tlink\t${column}\tprice\n1\tHat\thttps://x.example\thttps://x.example/1.jpg\t5 EUR\n`;
    expect(await rowsOf(table, 'feed.txt')).toEqual([
      { id: '1', title: 'Hat', url: 'https://x.example', images: ['https://x.example/1.jpg'], price: '5 EUR' },
    ]);
  });

  it('tolerates bare ampersands and entities of HTML', async () => {
    expect(await rowsOf(rss('<item><g:id>1</g:id><title>A & B&eacute; &</title></item>'))).toEqual([
      { id: '1', title: 'A & Bé &' },
    ]);
  });

  it('loses one item, not the next, to broken markup', async () => {
    const feed = rss('<item><g:id>1</g:id><title>a <b>b</title></item><item><g:id>2</g:id><title>c</title></item>');
    expect(await rowsOf(feed)).toEqual(['not valid XML', { id: '2', title: 'c' }]);
  });

  it('never expands the entities of a document type', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]>`;
    const feed = rss('<item><g:id>1</g:id><title>&b;</title></item><item><g:id>2</g:id><title>c</title></item>', bomb);
    expect(await rowsOf(feed)).toEqual(['not valid XML', { id: '2', title: 'c' }]);
  });

  it('refuses what is nested without end', async () => {
    await expect(rowsOf(rss(`<item>${'<a>'.repeat(10_000)}`))).rejects.toThrow('nested too deeply');
  });

  it('says that it was cut off', async () => {
    const feed = rss('<item><g:id>1</g:id><title>a</title></item><item><g:id>2</g:id>');
    expect(await rowsOf(feed.slice(0, feed.indexOf('2</g:id>')))).toEqual([
      { id: '1', title: 'a' },
      'the file ends in the middle of a row',
    ]);
  });

  it('is decoded as its declaration says', async () => {
    const feed = rss('<item><g:id>1</g:id><title>Łódź</title></item>', '<?xml version="1.0" encoding="ISO-8859-2"?>');
    const bytes = Buffer.from(feed.replace('Łódź', '\xa3\xf3d\xbc'), 'latin1');
    expect(await rowsOf(bytes)).toEqual([{ id: '1', title: 'Łódź' }]);
  });
});
