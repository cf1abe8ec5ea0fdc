import { describe, expect, it } from 'vitest';
import { agreementOf } from '#src/evaluation/judge/agreement';

const times = (count: number, own: number, other: number) => Array.from({ length: count }, () => [own, other] as const);

describe('agreementOf', () => {
  it('is as computed by hand', () => {
    // p_o = 35/50 = .7; own says yes .5, the other .6: p_e = .5 × .6 + .5 × .4 = .5; κ = .2 / .5.
    const pairs = [...times(20, 1, 1), ...times(5, 1, 0), ...times(10, 0, 1), ...times(15, 0, 0)];
    const agreement = agreementOf(pairs)!;
    expect(agreement).toMatchObject({
      pairs: 50,
      confusion: [
        [15, 10],
        [5, 20],
      ],
    });
    expect(agreement.equal).toBeCloseTo(0.7, 12);
    expect(agreement.kappa).toBeCloseTo(0.4, 12);
    // With two grades every difference is 1, so the weighted one is the same.
    expect(agreement.weightedKappa).toBeCloseTo(0.4, 12);
  });

  it('weighs far differences more', () => {
    // Σ v·p_o = 1/4; both have 0 and 3 once, own 1 and 2 once, the other 2 twice: Σ v·p_e = 52/16.
    // Own 0, 1, 2, 3 against 0, 2, 2, 3: (0-0)² 0 (0-2)² 4×2 (0-3)² 9; 1, 1×2, 4; 4, 0, 1; 9, 1×2, 0.
    const sum = (0 + 8 + 9 + (1 + 2 + 4) + (4 + 0 + 1) + (9 + 2 + 0)) / 16;
    const agreement = agreementOf([
      [0, 0],
      [1, 2],
      [2, 2],
      [3, 3],
    ])!;
    expect(agreement.weightedKappa).toBeCloseTo(1 - 0.25 / sum, 12);
    const far = agreementOf([
      [0, 0],
      [0, 3],
      [2, 2],
      [3, 3],
    ])!;
    expect(far.weightedKappa).toBeLessThan(agreement.weightedKappa);
  });

  it('is 1 for the same grades, NaN where all are one grade, and nothing for nothing', () => {
    expect(
      agreementOf([
        [0, 0],
        [3, 3],
      ]),
    ).toMatchObject({ equal: 1, kappa: 1, weightedKappa: 1 });
    expect(
      agreementOf([
        [2, 2],
        [2, 2],
      ])!.kappa,
    ).toBeNaN();
    expect(agreementOf([])).toBeUndefined();
  });
});
