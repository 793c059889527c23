/** How well a password would stand guessing, as far as its length and its variety tell. */
export type PasswordStrength = 'empty' | 'short' | 'guessable' | 'fair' | 'good' | 'strong';

const SHORTEST = 8;
const GOOD_LENGTH = 12;
const STRONG_LENGTH = 16;
const FEWEST_DIFFERENT = 5;

/**
 * Judges a password by what counts most, its length (NIST SP 800-63B, section 3.1.1: length over composition rules);
 * what repeats itself, counts up or contains the account's own name is guessable at any length.
 */
export function judgePassword(password: string, username = ''): PasswordStrength {
  const characters = Array.from(password.toLowerCase());
  if (characters.length === 0) return 'empty';
  if (password.length < SHORTEST) return 'short';
  if (new Set(characters).size < FEWEST_DIFFERENT || isSequence(characters)) return 'guessable';
  const name = username.trim().toLowerCase();
  if (name.length >= 3 && password.toLowerCase().replaceAll(name, '').length < SHORTEST / 2)
    return 'guessable';
  if (characters.length < GOOD_LENGTH) return 'fair';
  return characters.length < STRONG_LENGTH ? 'good' : 'strong';
}

/** `12345678`, `hgfedcba`: every character beside the one before. */
function isSequence(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  return [1, -1].some((step) => codes.every((code, i) => i === 0 || code - (codes[i - 1] ?? 0) === step));
}
