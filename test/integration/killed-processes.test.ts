import { expect, it } from 'vitest';
import { killedDays } from '#test/support/killed-days';

/** More of them: `VITRINE_KILLS=30`, or `npm run -s bench:kill`. */
const KILLS = Number(process.env.VITRINE_KILLS ?? 2);

it('ends as if nothing had happened when processes were killed at random moments', {
  timeout: 120_000 + KILLS * 30_000,
}, async () => {
  const moments: string[] = [];
  const { undisturbed, disturbed } = await killedDays({
    kills: KILLS,
    seed: Date.now(),
    onKill: (moment) => moments.push(moment),
  });
  for (const found of disturbed) expect(found, moments.join('; ')).toBe(undisturbed);
});
