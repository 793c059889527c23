import { hash } from 'node:crypto';

/**
 * SHA-256 (hex) of a parsed input, the same for the same content whatever the order of its fields: what tells a
 * repeated request from another one under the same key. Undefined fields count as absent.
 */
export function hashInput(input: unknown): string {
  return hash('sha256', canonicalJson(input));
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
