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
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(fields).sort()) {
    if (fields[name] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(fields[name])}`;
  }
  return `{${text}}`;
}
