import { BlockList, isIPv4 } from 'node:net';

/** Addresses of IPv4 that are not of the public internet: IANA's special-purpose registry, multicast, reserved ones. */
const SPECIAL_IPV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Metadata of one large cloud, at an address that is public otherwise.
  ['168.63.129.16', 32],
];
/** Of IPv6, global unicast alone is public, but for those parts of it that stand for something else. */
const GLOBAL_IPV6 = ['2000::', 3] as const;
const SPECIAL_IPV6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [network, bits] of SPECIAL_IPV4) special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of SPECIAL_IPV6) special.addSubnet(network, bits, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet(...GLOBAL_IPV6, 'ipv6');

/** Whether an IP address is one of the public internet: not private, loopback, link-local (metadata), or mapped to such. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/u, '');
  if (isIPv4(plain)) return !special.check(plain, 'ipv4');
  // An IPv4 address within IPv6 (::ffff:10.0.0.1, 64:ff9b::a00:1) is outside of global unicast: never public.
  return globalIpv6.check(plain, 'ipv6') && !special.check(plain, 'ipv6');
}
