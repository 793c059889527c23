import { isIPv6 } from 'node:net';

/**
 * What one caller's address is counted under: an IPv4 address itself (also when written as IPv6), and the /64
 * network of an IPv6 address, within which a caller can choose freely (RFC 4291, section 2.5.4). Anything else
 * stays as it is.
 */
export function addressGroup(address: string): string {
  const [bare = ''] = address.split('%', 1);
  if (!isIPv6(bare)) return address;
  // The URL parser writes every IPv6 address in one way: lower case, compressed, an embedded IPv4 in hex.
  const canonical = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::', 2);
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (!isMapped) return `${groups.slice(0, 4).join(':')}::/64`;
  return groups
    .slice(6)
    .flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255])
    .join('.');
}
