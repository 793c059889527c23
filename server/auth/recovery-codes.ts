import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../database/transaction.ts';

const CODES_PER_USER = 10;

/** Crockford's base 32: no letter that is easily taken for a digit (www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS_PER_CODE = 16;

/**
 * Step: gives the user ten new one-time codes in place of all earlier ones and returns them in the clear, for the one
 * time they are shown.
 */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES_PER_USER }, createRecoveryCode);
  await tx.run(`DELETE FROM recovery_codes WHERE user_id = $userId`, { userId });
  await tx.insertMany({
    table: 'recovery_codes',
    columns: { user_id: 'uuid', code_sha256: 'text', created_at: 'bigint' },
    rows: codes.map((code) => ({
      user_id: userId,
      code_sha256: hashRecoveryCode(code),
      created_at: tx.now.getTime(),
    })),
  });
  return codes;
}

/**
 * What is stored of a code, however it was typed: case, spaces and dashes do not count, O is 0, I and L are 1.
 * A fast hash is enough: unlike a password, 80 random bits are not in any list and cannot be tried out.
 */
export function hashRecoveryCode(code: string): string {
  const symbols = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(symbols).digest('hex');
}

/** Sixteen symbols of five random bits each, in groups of four. */
function createRecoveryCode(): string {
  const symbols = Array.from(randomBytes(SYMBOLS_PER_CODE), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return (symbols.match(/.{4}/g) ?? []).join('-');
}
