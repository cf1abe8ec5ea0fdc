/** Writes records until it is killed; prints the number of the last one each time that a write was acknowledged. */
import { openSqliteState } from '#src/adapters/sqlite/state';

const state = await openSqliteState({ path: process.argv[2]! });
for (let batch = 0; ; batch++) {
  const records = Array.from({ length: 10 }, (_, index) => ({
    item: { id: `${batch}/${index}`, title: 'Sofa', kind: 'product', attributes: {} },
    pictures: [],
    hash: 'h',
  }));
  const outcomes = await state.records.put('shop', records);
  // Written at once, so that the process cannot be killed between the write and the print being handed over.
  await new Promise((resolve) => process.stdout.write(`${outcomes.at(-1)!.sequence}\n`, resolve));
}
