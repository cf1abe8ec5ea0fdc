import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '#indexers/sources/json';

async function readAll(text: string, chunkLength: number): Promise<unknown[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
  }
  const rows: unknown[] = [];
  for await (const batch of readJson(chunks(), 'x.json'))
    rows.push(...batch.map((row) => ('values' in row ? row.values : row)));
  return rows;
}

it('finds the elements of any list of objects, wrapped or not, as JSON.parse does', async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), { maxLength: 5 });
  const forms = [
    (text: string) => text,
    (text: string) => `{"count": [1], "products": ${text}, "rest": {"items": [{}]}}`,
    (text: string) => text.slice(1, -1),
  ];
  await fc.assert(
    fc.asyncProperty(
      objects,
      fc.constantFrom(...forms),
      fc.constantFrom(0, 2),
      fc.integer({ min: 1, max: 30 }),
      async (values, form, indent, chunkLength) => {
        // Objects one after the other are told apart by nothing but their brackets.
        const isBare = form === forms[2];
        const text = form(JSON.stringify(values, null, indent));
        fc.pre(!isBare || values.length > 0);
        const rows = await readAll(text, chunkLength);
        expect(rows).toEqual(JSON.parse(JSON.stringify(values)));
      },
    ),
  );
});
