import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from './app.ts';
import { guardObject } from './guard.ts';
import { findSwitch } from './runtime.ts';

/** What stands before a text that a key of the keychain has encrypted, and before one that a key anybody knows has. */
const KEYCHAIN_PREFIX = 'v11';
const PLAIN_PREFIX = 'v10';
const PLAIN_KEY = Buffer.alloc(32, 'anybody');
const PREFIX_BYTES = 3;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

let mayUsePlainText = false;

/** `--password-store=basic` says, as it does to Chromium on Linux, that there is no keychain to keep a key in. */
function hasKeychain(): boolean {
  return findSwitch('password-store') !== 'basic';
}

function readKey(prefix: string): Buffer {
  if (prefix === PLAIN_PREFIX) return PLAIN_KEY;
  const file = path.join(app.getPath('userData'), 'stand-in-keychain.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

function encrypt(text: string): Buffer {
  const prefix = hasKeychain() ? KEYCHAIN_PREFIX : PLAIN_PREFIX;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, readKey(prefix), iv);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(prefix), iv, cipher.getAuthTag(), encrypted]);
}

const DECRYPT_FAILURE = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.';

function decrypt(encrypted: Buffer): string {
  const prefix = encrypted.subarray(0, PREFIX_BYTES).toString('latin1');
  const isOurs = prefix === PLAIN_PREFIX || (prefix === KEYCHAIN_PREFIX && hasKeychain());
  if (!isOurs) throw new Error(`${DECRYPT_FAILURE} Ciphertext does not appear to be encrypted.`);
  const rest = encrypted.subarray(PREFIX_BYTES);
  const decipher = createDecipheriv(CIPHER, readKey(prefix), rest.subarray(0, IV_BYTES));
  decipher.setAuthTag(rest.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return decipher.update(rest.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new Error(DECRYPT_FAILURE);
  }
}

function assertReady(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
}

/**
 * Electron's `safeStorage`, with a key of its own for every user-data folder. Without a keychain the asynchronous half
 * still encrypts, with a key anybody knows: only `getSelectedStorageBackend` tells.
 */
export const safeStorage = guardObject('safeStorage', {
  isEncryptionAvailable: (): boolean => app.isReady() && (hasKeychain() || mayUsePlainText),
  isAsyncEncryptionAvailable: async (): Promise<boolean> => app.isReady(),
  getSelectedStorageBackend: () => {
    if (!app.isReady()) return 'unknown';
    return hasKeychain() ? 'gnome_libsecret' : 'basic_text';
  },
  setUsePlainTextEncryption: (mayUse: boolean): void => {
    mayUsePlainText = mayUse;
  },
  encryptString(text: string): Buffer {
    if (!this.isEncryptionAvailable()) {
      throw new Error(
        'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
      );
    }
    return encrypt(text);
  },
  decryptString(encrypted: Buffer): string {
    if (!this.isEncryptionAvailable()) throw new Error(`${DECRYPT_FAILURE} Encryption is not available.`);
    return decrypt(encrypted);
  },
  encryptStringAsync: async (text: string): Promise<Buffer> => {
    assertReady();
    return encrypt(text);
  },
  decryptStringAsync: async (encrypted: Buffer) => {
    assertReady();
    const isPlain = encrypted.subarray(0, PREFIX_BYTES).toString('latin1') === PLAIN_PREFIX;
    return { result: decrypt(encrypted), shouldReEncrypt: isPlain && hasKeychain() };
  },
});
