/** Owns the folder given, echoes jobs, and tells on standard output what it does. Ends by signal only. */
import { acquireOwner } from '#src/adapters/owner/owner';

const ownership = acquireOwner({ dir: process.argv[2]!, version: 'test' });
if (ownership.kind === 'other') {
  process.stdout.write('other\n');
  process.exit(3);
}
if (process.argv[3] !== 'deaf') {
  await ownership.listen(async ({ argv, cwd }, reply, signal) => {
    if (argv[0] === 'wait') {
      reply({ err: 'waiting' });
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      process.stdout.write('aborted\n');
      return 1;
    }
    reply({ out: `${argv.join(' ')} in ${cwd}` });
    return 7;
  });
}
process.stdout.write('owner\n');
setInterval(() => {}, 1_000_000);
