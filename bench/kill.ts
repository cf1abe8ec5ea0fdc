/**
 * Processes that are killed (SIGKILL) at random moments of indexing, pruning, reindexing and changing over, each run
 * again to its end: what a catalog holds and finds must be what it would be without any of that.
 *
 *     npm run -s bench:kill -- [KILLS] [SEED]      (default 30 kills, a seed by the clock)
 *
 * Prints each kill; ends with 1 when something differs.
 */
import { killedDays } from '#test/support/killed-days';

const kills = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
console.log(`${kills} kills, seed ${seed}`);
let count = 0;
const { undisturbed, disturbed } = await killedDays({
  kills,
  seed,
  onKill: (what) => console.log(`kill ${++count}: ${what}`),
});
const different = disturbed.filter((found) => found !== undisturbed);
console.log(`${disturbed.length} times four commands, ${different.length} of them different from an undisturbed one`);
if (different.length > 0) console.log(undisturbed, different[0]);
process.exitCode = different.length > 0 ? 1 : 0;
