import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createColumns, putDocument } from '#src/adapters/lance/columns/columns';
import { createHeldTexts } from '#src/adapters/lance/held-texts';
import { loadLance } from '#src/adapters/lance/lance-module';
import { loadHeldTexts } from '#src/adapters/lance/load-held-texts';
import { applyEntry, createState } from '#src/adapters/lance/state';
import { createTables, replaceRows } from '#src/adapters/lance/tables';
import { DEFAULT_TUNING } from '#src/adapters/lance/tuning';
import { aDocument, aManifest, unit } from '#test/support/index-documents';

const upTo = (numbers: number) => ({ mostFinelyHeldNumbers: numbers, mostHeldNumbers: numbers });

describe('held texts', () => {
  const vector = unit([0.3, -0.5, 0.7, 0.1, -0.9, 0.2]);
  const query = unit([1, -2, 3, -4, 5, -6]);
  const cosine = vector.reduce((sum, value, i) => sum + value * query[i]!, 0);

  it('give the cosine, and tell a row without a vector from one that nobody spoke of', () => {
    const held = createHeldTexts(6, upTo(1000));
    held.put(40, vector);
    held.put(3, undefined);
    expect(Math.abs(held.cosine(40, query)! - cosine)).toBeLessThan(1e-4);
    expect([held.cosine(3, query), held.cosine(7, query), held.cosine(41, query)]).toEqual([NaN, undefined, undefined]);
  });

  it('lose little of vectors of many numbers, and nothing of one without direction', () => {
    const wave = (length: number, step: number) => unit(Array.from({ length }, (_, i) => Math.sin((i + 1) * step)));
    const held = createHeldTexts(256, upTo(10_000));
    for (let row = 0; row < 30; row++) held.put(row, wave(256, 0.1 + row));
    held.put(30, new Float32Array(256));
    const asked = wave(256, 2.3);
    for (let row = 0; row < 30; row++) {
      const expected = wave(256, 0.1 + row).reduce((sum, value, i) => sum + value * asked[i]!, 0);
      expect(Math.abs(held.cosine(row, asked)! - expected)).toBeLessThan(1e-5);
    }
    expect(held.cosine(30, asked)).toBe(0);
  });

  it('keep what was put when they are filled', () => {
    const held = createHeldTexts(6, upTo(1000));
    held.put(0, vector);
    held.put(1, undefined);
    for (const row of [0, 1, 2]) held.fill(row, query);
    expect([0, 1, 2].map((row) => held.cosine(row, query))).toEqual([
      expect.closeTo(cosine, 4),
      NaN,
      expect.closeTo(1, 4),
    ]);
    held.put(0, query);
    expect(held.cosine(0, query)).toBeCloseTo(1, 4);
  });

  it('are held with fewer bits when they are many: those that were there too, and what was not said stays so', () => {
    const wave = (step: number) => unit(Array.from({ length: 64 }, (_, i) => Math.sin((i + 1) * step)));
    const held = createHeldTexts(64, { mostFinelyHeldNumbers: 64 * 3, mostHeldNumbers: 64 * 5_000 });
    const rows = [0, 2, 3, 1_023, 1_024, 3_000];
    for (const row of rows) held.put(row, wave(0.1 + row));
    held.put(1, undefined);
    const asked = wave(2.3);
    for (const row of rows) {
      const expected = wave(0.1 + row).reduce((sum, value, i) => sum + value * asked[i]!, 0);
      expect(Math.abs(held.cosine(row, asked)! - expected)).toBeLessThan(4e-3);
    }
    expect([held.cosine(1, asked), held.cosine(4, asked), held.holds]).toEqual([NaN, undefined, true]);
  });

  it('know nothing any more when they would take too much', () => {
    const held = createHeldTexts(6, upTo(12));
    held.put(1, vector);
    expect(held.cosine(1, query)).toBeDefined();
    held.put(2, vector);
    held.put(0, vector);
    expect([0, 1, 2].map((row) => held.cosine(row, query))).toEqual([undefined, undefined, undefined]);
  });
});

describe('held texts of a generation', () => {
  const dirs: string[] = [];
  afterEach(() => {
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
  });

  /** Nine thousand items in the tables, as when a generation is opened. */
  async function opened() {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-held-'));
    dirs.push(dir);
    const lance = await loadLance();
    const manifest = aManifest();
    const tables = await createTables(() => lance.connect(dir), manifest, lance);
    const documents = Array.from({ length: 9_000 }, (_, i) =>
      aDocument(`d${i}`, i % 10 === 0 ? {} : { words: [Math.cos(i), Math.sin(i), 0, 0] }),
    );
    await replaceRows(tables, manifest, [], documents);
    const columns = createColumns();
    for (const document of documents) putDocument(columns, document);
    return { tables, state: createState(manifest, columns, DEFAULT_TUNING) };
  }

  it('are all read, but for those that were written since', async () => {
    const { tables, state } = await opened();
    applyEntry(state, { kind: 'write', documents: [aDocument('d1', { words: [0, 0, 0, 1] }), aDocument('d2')] });
    await loadHeldTexts(state, tables);
    tables.close();
    const { held } = state.spaces.get('words')!;
    const query = unit([1, 0, 0, 0]);
    const expected = Array.from({ length: 9_000 }, (_, i) => (i % 10 === 0 ? NaN : expect.closeTo(Math.cos(i), 4)));
    expected.splice(1, 2, expect.closeTo(0, 4), NaN);
    expect(Array.from(expected, (_, row) => held!.cosine(row, query))).toEqual(expected);
    expect(state.spaces.get('looks')!.held).toBeUndefined();
  });
});
