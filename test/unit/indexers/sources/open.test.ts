import { describe, expect, it } from 'vitest';
import { openSource } from '#indexers/sources/open';
import { createMemoryFiles } from '#test/support/memory-files';
import { readAll } from './read.ts';

const utf16 = (text: string, mark = true) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
const valuesOf = async (content: string | Uint8Array, name?: string) =>
  (await readAll(content, name)).map((row) => ('values' in row ? row.values : row.reason));

describe('opening a source', () => {
  it('reads over a byte order mark', async () => {
    expect(await valuesOf('\ufeffid,title\n1,Größe\n')).toEqual([{ id: '1', title: 'Größe' }]);
  });

  it.each([
    ['with its mark', utf16('id,title\n1,Größe 🧦\n')],
    ['without a mark', utf16('id,title\n1,Grosse Socken\n', false)],
    ['big-endian', utf16('id,title\n1,Größe 🧦\n').swap16()],
  ])('reads UTF-16 %s', async (_, content) => {
    expect(await valuesOf(content)).toEqual([{ id: '1', title: expect.stringContaining('Gr') }]);
  });

  it('reads windows-1252 and says so, with the place', async () => {
    const content = Buffer.from('id,title\n1,Gr\xf6\xdfe \x80 5\n', 'latin1');
    expect(await valuesOf(content)).toEqual([{ id: '1', title: 'Größe € 5' }]);
    const source = await openSource('p.csv', 'auto', createMemoryFiles({ 'p.csv': content }));
    expect(source.notices).toEqual(['p.csv is not UTF-8 (line 2, byte 13): it was read as windows-1252']);
  });

  it('reports only the row with broken bytes when the file is UTF-8', async () => {
    const content = Buffer.concat([Buffer.from('id,title\n1,Größe\n2,b'), Buffer.from([0xff]), Buffer.from('\n3,ü\n')]);
    expect(await valuesOf(content)).toEqual([
      { id: '1', title: 'Größe' },
      'the text is not valid UTF-8',
      { id: '3', title: 'ü' },
    ]);
  });

  it.each([
    ['', 'products.csv is empty'],
    [' \n\n', 'products.csv is empty'],
    [Buffer.from([0, 1, 2, 3, 0, 0, 255, 254, 7, 8]), 'products.csv is not text but binary'],
    ['PK\x03\x04 sheet', 'products.csv is a ZIP archive or an Excel workbook'],
    ['<html></html>', 'products.csv is XML or HTML'],
  ])('refuses %j', async (content, message) => {
    await expect(readAll(content)).rejects.toMatchObject({
      code: 'source_invalid',
      message: expect.stringContaining(message),
    });
  });

  it('cannot tell the format of prose', async () => {
    await expect(readAll('once upon a time\n', 'story.txt')).rejects.toThrow('cannot be told');
  });
});
