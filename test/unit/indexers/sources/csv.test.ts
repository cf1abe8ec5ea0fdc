import { describe, expect, it } from 'vitest';
import { readAll } from './read.ts';

const rowsOf = async (content: string, name?: string) =>
  (await readAll(content, name)).map(({ line, ...row }) => [line, 'values' in row ? row.values : row.reason]);

describe('CSV', () => {
  it('reads quoted cells with delimiters, quotes and line ends, and tells where each row begins', async () => {
    expect(await rowsOf('id,title\r\n1,"a, b"\r\n\r\n2,"say ""hi""\r\nthere"\r\n3,c')).toEqual([
      [2, { id: '1', title: 'a, b' }],
      [4, { id: '2', title: 'say "hi"\r\nthere' }],
      [6, { id: '3', title: 'c' }],
    ]);
  });

  it('keeps ids as they are written', async () => {
    expect(await rowsOf('id,title\n0,zero\n007,agent\n 7,blank\n🧦/1,sock\n')).toEqual([
      [2, { id: '0', title: 'zero' }],
      [3, { id: '007', title: 'agent' }],
      [4, { id: ' 7', title: 'blank' }],
      [5, { id: '🧦/1', title: 'sock' }],
    ]);
  });

  it('tolerates quotes inside of a cell that stays on its line', async () => {
    expect(await rowsOf('id,title\n1,17" monitor\n2,"a 17" monitor"\n3, "quoted after a blank"\n')).toEqual([
      [2, { id: '1', title: '17" monitor' }],
      [3, { id: '2', title: 'a 17" monitor' }],
      [4, { id: '3', title: 'quoted after a blank' }],
    ]);
  });

  it('loses one row, not the rest, to a quote that is never closed', async () => {
    expect(await rowsOf('id,title\n1,a\n2,"lost\n3,c\n4,d\n')).toEqual([
      [2, { id: '1', title: 'a' }],
      [3, 'a quote is never closed'],
      [4, { id: '3', title: 'c' }],
      [5, { id: '4', title: 'd' }],
    ]);
  });

  it('tells a file that was cut within quotes from a quote that is lost', async () => {
    const cut = 'the file ends in the middle of a row';
    expect(await rowsOf('id,title\n1,a\n2,"cut he')).toEqual([
      [2, { id: '1', title: 'a' }],
      [3, cut],
    ]);
    expect((await rowsOf('id,title\n1,a\n2,"two lines\ncut he')).at(-1)).toEqual([4, cut]);
    expect((await rowsOf('id,title\n1,"lost\n2,b')).at(-1)).toEqual([3, { id: '2', title: 'b' }]);
  });

  it('does not let a lost quote swallow the row whose quote would close it', async () => {
    expect(await rowsOf('id,title\n2,"lost\n3,"c"\n4,d\n')).toEqual([
      [2, 'a quote is not doubled or not closed'],
      [3, { id: '3', title: 'c' }],
      [4, { id: '4', title: 'd' }],
    ]);
  });

  it('reports rows with too many or too few cells, and takes empty ones behind the last column', async () => {
    expect(await rowsOf('id,title\n1\n2,b,c\n3,c,,\n,\n')).toEqual([
      [2, 'the row does not have as many cells as the header'],
      [3, 'the row does not have as many cells as the header'],
      [4, { id: '3', title: 'c' }],
    ]);
  });

  it('says that the file was cut off when it ends within a row', async () => {
    expect(await rowsOf('id,title\n1,a\n2')).toEqual([
      [2, { id: '1', title: 'a' }],
      [3, 'the file ends in the middle of a row'],
    ]);
  });

  it.each([
    ['semicolons', 'id;title\n1;a, b, c\n2;d, e\n'],
    ['tabs', 'id\ttitle\n1\ta, b, c\n2\td, e\n'],
    ['bars', 'id|title\n1|a, b, c\n2|d, e\n'],
    ['what the first line says', 'sep=;\nid;title\n1;a, b, c\n2;d, e\n'],
  ])('finds out that cells are divided by %s', async (_, content) => {
    expect((await rowsOf(content)).map(([, row]) => row)).toEqual([
      { id: '1', title: 'a, b, c' },
      { id: '2', title: 'd, e' },
    ]);
  });

  it('takes quotes in files with tabs as they are where they do not fit', async () => {
    expect(await rowsOf('id\ttitle\n1\t"Best\n2\t"b"\n', 'p.tsv')).toEqual([
      [2, { id: '1', title: '"Best' }],
      [3, { id: '2', title: 'b' }],
    ]);
  });

  it('makes a list of the cells of columns with one name', async () => {
    expect(await rowsOf('id,images,images\n1,a.jpg,b.jpg\n')).toEqual([[2, { id: '1', images: ['a.jpg', 'b.jpg'] }]]);
  });

  it('refuses a million columns', async () => {
    const header = Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',');
    await expect(readAll(`${header}\n1\n`, 'p.csv', { chunkBytes: 65_536 })).rejects.toThrow(
      'p.csv has 1000000 columns',
    );
  });

  it('passes a row of ten megabytes', async () => {
    const [row] = await readAll(`id,title\n1,"${'x'.repeat(10_000_000)}"\n`, 'p.csv', { chunkBytes: 65_536 });
    expect(row).toMatchObject({ line: 2, values: { id: '1' } });
  });
});
