import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from './app.ts';
import { guardObject } from './guard.ts';
import { findSwitch } from './runtime.ts';

/** What Chromium puts before what it has encrypted with a key of the keychain. */
const PREFIX = Buffer.from('v11');
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

let mayUsePlainText = false;

/** `--password-store=basic` says, as it does to Chromium on Linux, that there is no keychain to keep a key in. */
function hasKeychain(): boolean {
  return findSwitch('password-store') !== 'basic';
}

function readKey(): Buffer {
  const file = path.join(app.getPath('userData'), 'stand-in-keychain.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/** Electron's `safeStorage`, with a key of its own for every user-data folder. */
export const safeStorage = guardObject('safeStorage', {
  isEncryptionAvailable: (): boolean => app.isReady() && (hasKeychain() || mayUsePlainText),
  getSelectedStorageBackend: (): string => (hasKeychain() ? 'gnome_libsecret' : 'basic_text'),
  setUsePlainTextEncryption: (mayUse: boolean): void => {
    mayUsePlainText = mayUse;
  },
  encryptString(text: string): Buffer {
    if (!this.isEncryptionAvailable()) {
      throw new Error(
        'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
      );
    }
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, readKey(), iv);
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), encrypted]);
  },
  decryptString(encrypted: Buffer): string {
    const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.';
    if (!this.isEncryptionAvailable()) throw new Error(`${failure} Encryption is not available.`);
    if (!encrypted.subarray(0, PREFIX.length).equals(PREFIX)) {
      throw new Error(`${failure} Ciphertext does not appear to be encrypted.`);
    }
    const rest = encrypted.subarray(PREFIX.length);
    const decipher = createDecipheriv(CIPHER, readKey(), rest.subarray(0, IV_BYTES));
    decipher.setAuthTag(rest.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return decipher.update(rest.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new Error(failure);
    }
  },
});
