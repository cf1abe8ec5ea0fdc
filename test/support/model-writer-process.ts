/** Publishes models until it is killed; prints the version of each one that was acknowledged. */
import { openSqliteState } from '#src/adapters/sqlite/state';

const state = await openSqliteState({ path: process.argv[2]! });
for (let version = 1; ; version++) {
  const data = new Uint8Array(3_000_000).fill(version % 256);
  await state.models.publish('shop', 'cf', { version: `${version}`, createdAt: 'now', about: {}, data });
  await new Promise((resolve) => process.stdout.write(`${version}\n`, resolve));
}
