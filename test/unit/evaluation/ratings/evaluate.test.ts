import { describe, expect, it } from 'vitest';
import { itemFeatures, noFeatures } from '#src/cf/ratings/features';
import { interval } from '#src/evaluation/bootstrap';
import { resampleRmse } from '#src/evaluation/ratings/bootstrap';
import { addErrors, emptySums, foldErrors } from '#src/evaluation/ratings/errors';
import { evaluateRatings } from '#src/evaluation/ratings/evaluate';
import { EVALUATED_MODELS } from '#src/evaluation/ratings/measured';
import { htmlReport, markdownReport, plainReport } from '#src/evaluation/ratings/report';
import { type Triple, tableOf } from '#test/support/naive-ratings';

const SIZE = 24;

/** A checkerboard: even users love even items and hate odd ones, the others the other way. A third is not rated. */
const BOARD = Array.from({ length: SIZE * SIZE }, (_, at): Triple => {
  const [user, item] = [Math.floor(at / SIZE), at % SIZE];
  return [user, item, (user + item) % 2 === 0 ? 5 : 1];
}).filter(([user, item]) => (user * 7 + item * 5) % 3 !== 0);
const table = tableOf(BOARD, SIZE, SIZE);
const PARITY = itemFeatures(Array.from({ length: SIZE }, (_, item) => [item % 2 === 0 ? 'even' : 'odd']));
const shared = { folds: 3, seed: 42, features: PARITY, now: () => 0 };

describe('errors of rating models', () => {
  it('are those computed by hand', () => {
    const two = tableOf(
      [
        [0, 0, 5],
        [0, 1, 3],
        [1, 0, 1],
      ],
      2,
      2,
    );
    const sums = emptySums(2, 2);
    addErrors(sums, 0, two, Uint32Array.of(0, 1), Float64Array.of(4, 5));
    addErrors(sums, 1, two, Uint32Array.of(2), Float64Array.of(1.5));
    const { rmse, mae } = foldErrors(sums, 2);
    expect(rmse[0]).toBeCloseTo(Math.sqrt((1 + 4) / 2), 12);
    expect(mae).toEqual([1.5, 0.5]);
    expect(rmse[1]).toBeCloseTo(0.5, 12);
  });

  it('have intervals around them, and none when all users err alike', () => {
    const alike = {
      squared: new Float64Array(40).fill(4),
      absolute: new Float64Array(40),
      count: new Float64Array(40).fill(1),
    };
    const mixed = { ...alike, squared: Float64Array.from({ length: 40 }, (_, at) => at % 7) };
    const [first, second, again] = resampleRmse([alike, mixed, mixed], 2);
    expect(interval(first)).toEqual({ low: 2, high: 2 });
    expect(second).toEqual(again);
    const { low, high } = interval(second);
    const rmse = foldErrors(mixed, 2).rmse.reduce((sum, value) => sum + value / 2, 0);
    expect(low).toBeLessThan(rmse);
    expect(high).toBeGreaterThan(rmse);
  });
});

describe('evaluating rating models', () => {
  it('sees that neighbours, factors, features and the blend know a checkerboard, and biases do not', async () => {
    const { models, ablation } = await evaluateRatings(table, { ...shared, models: EVALUATED_MODELS });
    const rmse = Object.fromEntries(models.map((one) => [one.model, one.rmse.mean]));
    expect(models.map(({ model }) => model)).toEqual(EVALUATED_MODELS);
    expect(rmse.biases).toBeGreaterThan(1.8);
    for (const name of ['users', 'items', 'factors', 'content', 'network', 'blend'])
      expect(rmse[name], name).toBeLessThan(rmse.biases - 0.1);
    expect(rmse.blend).toBeLessThan(0.5);
    const blend = models.find(({ model }) => model === 'blend')!;
    expect(blend.paired!.high).toBeLessThan(0);
    expect(blend.paired!.difference).toBeCloseTo(rmse.blend - rmse.biases, 9);
    expect(ablation.map(({ without }) => without)).toEqual(['users', 'items', 'factors', 'content', 'network']);
    expect(ablation.every(({ rmse: { mean }, weight }) => Number.isFinite(mean + weight))).toBe(true);
  });

  it('trains what it is asked for, and gives the same figures again', async () => {
    const options = { ...shared, features: noFeatures(SIZE), models: ['factors', 'biases'] as const };
    const once = await evaluateRatings(table, options);
    expect(once.models.map(({ model }) => model)).toEqual(['biases', 'factors']);
    expect(once.ablation).toEqual([]);
    expect(await evaluateRatings(table, options)).toEqual(once);
  });

  it('tells how far it is, and stops where it is told to', async () => {
    const steps: string[] = [];
    const onStep = async ({ done, total }: { done: number; total: number }) => void steps.push(`${done}/${total}`);
    await evaluateRatings(table, { ...shared, models: ['biases'], onStep });
    expect(steps).toEqual(['0/3', '1/3', '2/3', '3/3']);
    const stop = async () => {
      throw new Error('enough');
    };
    await expect(evaluateRatings(table, { ...shared, models: ['biases'], onStep: stop })).rejects.toThrow('enough');
  });

  it('reports as text, as Markdown and as a page', async () => {
    const evaluation = await evaluateRatings(table, { ...shared, models: ['biases', 'users', 'blend'] });
    const mean = evaluation.models.find(({ model }) => model === 'users')!.rmse.mean.toFixed(4);
    const notes = ['3 of 9 rows skipped: <odd>'];
    const [plain, markdown, html] = [
      plainReport(evaluation),
      markdownReport(evaluation, notes),
      htmlReport(evaluation, notes),
    ];
    for (const text of [plain, markdown, html]) {
      expect(text).toContain(mean);
      expect(text).toContain(`${BOARD.length} ratings (1 to 5)`);
      expect(text).not.toMatch(/NaN|undefined/u);
    }
    expect(markdown).toMatch(/^\| users \| /mu);
    expect(markdown).toContain(notes[0]);
    expect(html).toContain('&lt;odd&gt;');
  });
});
