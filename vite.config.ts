import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server answers while the app is being developed; `npm run dev` sets it. */
const server = process.env['STUDIO_SERVER_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  // The server puts a fresh nonce in place of this word at every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // Whoever is given the bundles is given the licences of what is in them, as most of them ask for.
    license: { fileName: 'LICENSES.md' },
    // Two versions of Chromium back, which covers the desktop shell and every browser that is kept up to date.
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A data: address would be one more thing for the policy to allow.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
  },
  server: {
    host: '127.0.0.1',
    strictPort: true,
    proxy: Object.fromEntries(
      ['/trpc', '/files', '/api', '/healthz'].map((path) => [path, { target: server }]),
    ),
  },
});
