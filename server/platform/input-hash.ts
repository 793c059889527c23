import { hash } from 'node:crypto';

/**
 * SHA-256 (hex) of a parsed input, the same for the same content whatever the order of its fields: what tells a
 * repeated request from another one under the same key. Undefined fields count as absent.
 */
export function hashInput(input: unknown): string {
  return hash('sha256', canonicalJson(input));
}

/** JSON with the fields of every object in the order of their names; inputs are what zod parsed, so plain values. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join()}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join()}}`;
}
