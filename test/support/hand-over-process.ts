/** Hands the rest of its arguments to the owner of the folder given first, and ends with the status it answers. */
import { acquireOwner } from '#src/adapters/owner/owner';

const [dir, ...argv] = process.argv.slice(2);
const ownership = acquireOwner({ dir: dir!, version: 'test' });
if (ownership.kind === 'owner') process.exit(99);
const job = { argv, cwd: process.cwd(), terminal: false, columns: 80 };
process.exitCode = await ownership.call(job, () => {}, new AbortController().signal);
