/**
 * Acquires the data folder given, after it was told to go, and tells its parent: `owner`, `other N` (N the status of a
 * job that it handed over), `failed CODE`. An owner runs jobs until it is killed: `hang` begins and never ends, which
 * it tells as `hanging` and, once cancelled, as `cancelled`; any other answers the number of its arguments.
 */
import { once } from 'node:events';
import { acquireOwner } from '#src/adapters/owner/owner';
import { VitrineError } from '#src/errors';

const [dir, ...argv] = process.argv.slice(2);
const tell = (what: string): void => void process.send!(what);

tell('ready');
await once(process, 'message');
try {
  const ownership = await acquireOwner({ dir: dir!, version: '1.2.3' });
  if (ownership.kind === 'owner') {
    ownership.listen(async (request, { signal }) => {
      if (request.argv[0] !== 'hang') return request.argv.length;
      signal.addEventListener('abort', () => tell('cancelled'));
      tell('hanging');
      return new Promise<number>(() => {});
    });
    tell('owner');
  } else {
    const request = { argv, cwd: '/', env: {}, terminal: false, columns: 80 };
    tell(`other ${await ownership.call(request, { out: () => {}, err: () => {} })}`);
  }
} catch (error) {
  tell(`failed ${error instanceof VitrineError ? error.code : String(error)}`);
}
