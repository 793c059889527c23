import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Packages that stay packages in the desktop app: they load compiled code from beside themselves. */
export const NATIVE_PACKAGES = ['sqlite3', '@node-rs/argon2'] as const;

// Asked for by packages that do without them.
const ABSENT_PACKAGES = ['pg-native', 'pg-hstore'];

// CommonJS packages take these for granted, some of them while they load.
const COMMONJS_NAMES = `import { createRequire as createRequireHere } from 'node:module';
const require = createRequireHere(import.meta.url);
const __dirname = import.meta.dirname;`;

/**
 * How Vite makes the embedded server one folder of modules for Node 24: `embedded-main.js`, the thread that draws, and
 * every package they use but the native ones.
 */
export function createServerBuild(outDir: string): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [pointAtBuiltThread()],
    ssr: { noExternal: true, external: [...NATIVE_PACKAGES, ...ABSENT_PACKAGES] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node24',
      minify: 'oxc',
      reportCompressedSize: false,
      rolldownOptions: {
        external: ABSENT_PACKAGES,
        input: {
          'embedded-main': path.join(ROOT, 'server/embedded-main.ts'),
          'render-worker': path.join(ROOT, 'server/generation/demo/render-worker.ts'),
        },
        output: {
          format: 'es',
          banner: COMMONJS_NAMES,
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}

// The thread is a file of its own, which the bundle has beside every other file.
function pointAtBuiltThread(): Plugin {
  const source = "new URL('./render-worker.ts', import.meta.url)";
  return {
    name: 'point-at-built-thread',
    enforce: 'pre',
    transform(code, id) {
      if (path.basename(id) !== 'render-thread.ts') return null;
      if (!code.includes(source)) this.error(`${id} does not start its thread by ${source} any more`);
      return { code: code.replace(source, source.replace('.ts', '.js')), map: null };
    },
  };
}
