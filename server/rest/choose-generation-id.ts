import { createHash, randomUUID } from 'node:crypto';

/**
 * An id for a generation whose client sent none: always the same for the same `idempotencyKey` of the same user, so
 * that repeating the request has one effect; without a key a new one. Shaped as UUID version 8 (RFC 9562, section 5.8).
 */
export function chooseGenerationId(userId: string, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return randomUUID();
  const bytes = createHash('sha256')
    .update(`generation:${userId}:${idempotencyKey}`)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
