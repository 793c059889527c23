import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../platform/config.ts';

/** Whether an address is one of the proxies whose forwarding headers are believed. */
export type ProxyTrust = (address: string | undefined) => boolean;

/** Reads TRUST_PROXY (addresses and `address/prefix` ranges). Throws ConfigError for anything else. */
export function createProxyTrust(entries: readonly string[]): ProxyTrust {
  if (entries.length === 0) return () => false;
  const trusted = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/', 2);
    const family = isIP(address);
    try {
      if (family === 0) throw new TypeError('not an address');
      if (prefix === undefined) trusted.addAddress(address, `ipv${family as 4 | 6}`);
      else if (/^\d{1,3}$/.test(prefix)) trusted.addSubnet(address, Number(prefix), `ipv${family as 4 | 6}`);
      else throw new TypeError('not a prefix');
    } catch {
      throw new ConfigError(
        `TRUST_PROXY must be a comma-separated list of proxy addresses, but it holds ${JSON.stringify(entry)}.`,
      );
    }
  }
  return (address) => {
    const family = isIP(address ?? '');
    return family !== 0 && trusted.check(address ?? '', `ipv${family as 4 | 6}`);
  };
}
