import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { VitrineError } from '#src/errors';
import { isPublicAddress } from './addresses.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** The addresses that a name stands for now. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

export interface GuardOptions {
  readonly resolve: Resolve;
  /** Whether a host may be at an address that is not public. */
  readonly isTrusted: (hostname: string) => boolean;
}

export interface Guard {
  /** Throws for a host that is such an address itself: no name, so nothing is looked up. */
  checkHost(hostname: string): void;
  /** Looks up a name for the very connection that uses the address, and answers only those that are allowed. */
  readonly lookup: LookupFunction;
}

export function createGuard({ resolve, isTrusted }: GuardOptions): Guard {
  const permitted = async (hostname: string): Promise<readonly Address[]> => {
    const found = await resolve(hostname);
    if (isTrusted(hostname)) return found;
    const open = found.filter(({ address }) => isPublicAddress(address));
    if (found.length > 0 && open.length === 0) throw refused(hostname);
    return open;
  };
  return {
    checkHost(hostname) {
      const address = hostname.replace(/^\[|\]$/gu, '');
      if (isIP(address) > 0 && !isTrusted(hostname) && !isPublicAddress(address)) throw refused(hostname);
    },
    lookup(hostname, options, callback) {
      permitted(hostname).then(
        (addresses) => {
          const wanted = addresses.map(({ address, family }) => ({ address, family }));
          const [first] = wanted;
          if (!first) callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '');
          else if (options.all) callback(null, wanted);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
  };
}

/** Names the host and not its address: who asks learns nothing about the network inside. */
function refused(hostname: string): VitrineError {
  return new VitrineError(
    'address_refused',
    `${hostname} is not at a public address, so it is not asked. If it is yours, name it in VITRINE_PRIVATE_HOSTS.`,
  );
}
