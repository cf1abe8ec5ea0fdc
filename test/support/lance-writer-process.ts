import { openLanceStore } from '#src/adapters/lance/store';
import { aManifest } from '#test/support/index-documents';
import { changeOf, SMALL_TUNING } from '#test/support/numbered-changes';

/*
 * Applies numbered changes to a generation for ever, from where it stands, and prints each number once it is applied
 * and committed. Meant to be killed. Arguments: the folder, `create` or `open`.
 */
const [dir = '', mode] = process.argv.slice(2);
const store = await openLanceStore({ dir, tuning: SMALL_TUNING });
const generation = await (mode === 'create' ? store.create(aManifest()) : store.open(aManifest()));
for (let sequence = generation.appliedSequence + 1; ; sequence++) {
  const { id, document } = changeOf(sequence);
  if (document) await generation.write([document]);
  else await generation.remove([id]);
  await generation.commit(sequence);
  if (sequence % 40 === 0) void generation.optimise();
  process.stdout.write(`${sequence}\n`);
}
