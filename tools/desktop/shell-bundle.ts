import path from 'node:path';
import type { InlineConfig } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Versions of what Electron 45 brings. */
const NODE_TARGET = 'node24';

/** How Vite makes main's process one module that loads nothing but Electron. */
export function createMainBuild(outDir: string): InlineConfig {
  return {
    ...createShellBuild(outDir),
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ...createShellBuild(outDir).build,
      ssr: true,
      rolldownOptions: {
        input: { index: path.join(ROOT, 'electron/main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  };
}

/** How Vite makes the preload one CommonJS file, which is all that a sandboxed preload can be (Electron, "Sandbox"). */
export function createPreloadBuild(outDir: string): InlineConfig {
  return {
    ...createShellBuild(outDir),
    build: {
      ...createShellBuild(outDir).build,
      ssr: true,
      rolldownOptions: {
        input: { preload: path.join(ROOT, 'electron/preload/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

function createShellBuild(outDir: string): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: NODE_TARGET,
      // What stands in a log has to be found again in the sources.
      minify: false,
      reportCompressedSize: false,
    },
  };
}
