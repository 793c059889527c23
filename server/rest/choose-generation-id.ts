import { v5, v7 } from 'uuid';

/**
 * An id for a generation whose client sent none: always the same for the same `idempotencyKey` of the same user, so
 * that repeating the request has one effect; without a key a new one.
 */
export function chooseGenerationId(userId: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? v7() : v5(idempotencyKey, userId);
}
