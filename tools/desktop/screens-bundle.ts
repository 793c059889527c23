import path from 'node:path';
import type { InlineConfig } from 'vite';
import { SHELL_PREFIX, SHELL_SCREENS } from '../../shared/contracts/desktop.ts';

const SCREENS = path.resolve(import.meta.dirname, '../../electron/screens');

/** How Vite makes the shell's own pages; main puts a nonce in place of the word at every answer. */
export function createScreensBuild(outDir: string): InlineConfig {
  return {
    root: SCREENS,
    base: SHELL_PREFIX,
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(
          SHELL_SCREENS.map((screen) => [screen, path.join(SCREENS, `${screen}.html`)]),
        ),
      },
    },
  };
}
