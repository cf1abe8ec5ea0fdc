import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWorld, documentsOf, index } from '#test/support/index-world';

/** Rows that may be broken, lack an id, repeat one or be right. */
const line = fc.oneof(
  fc
    .record({
      id: fc.constantFrom('0', '007', 'a', 'b', 'c', '🧦'),
      title: fc.constantFrom('sock', 'hat', 'bag'),
      price: fc.nat(9),
    })
    .map((row) => JSON.stringify(row)),
  fc
    .record({ id: fc.constantFrom('0', 'a'), title: fc.constantFrom('', 'sock'), price: fc.constantFrom('x', -1, 2) })
    .map((row) => JSON.stringify(row)),
  fc.constantFrom('{"id":', '[]', '{"title":"no id"}', 'null'),
);

it('loses no row of any source: what was read is indexed, unchanged, skipped or a duplicate', async () => {
  const world = await createWorld();
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 15 }), async (lines) => {
      const ids = lines.flatMap((text) => (text.includes('"id":"') ? [text] : []));
      fc.pre(ids.length > 0);
      world.files.content.set('/shop/p.jsonl', Buffer.from(`${lines.join('\n')}\n`));
      const report = await index(world, { sources: ['p.jsonl'] });
      const skipped = report.skipped.reduce((sum, { count }) => sum + count, 0);
      expect(report.read).toBe(lines.length);
      expect(report.indexed + report.unchanged + report.duplicates + skipped).toBe(lines.length);
      for (const [id, title] of lastRightRows(lines)) expect(documentsOf(world).get(id)?.tokens.title).toEqual([title]);
    }),
    { numRuns: 50 },
  );
});

/** Id → title of its last row that is right. */
function lastRightRows(lines: readonly string[]): Map<string, string> {
  const last = new Map<string, string>();
  for (const text of lines) {
    if (!text.endsWith('}')) continue;
    const { id, title, price } = JSON.parse(text) as { id?: string; title: string; price: unknown };
    if (id !== undefined && title !== '' && typeof price === 'number' && price >= 0) last.set(id, title);
  }
  return last;
}
