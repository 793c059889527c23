import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A tiny build of the web app in a folder of its own. */
export interface FakeWebBuild {
  readonly dir: string;
  destroy(): Promise<void>;
}

const MANIFEST = {
  'index.html': { file: 'assets/index-AAAA.js', imports: ['_react-BBBB.js'], css: ['assets/index-AAAA.css'] },
  '_react-BBBB.js': { file: 'assets/react-BBBB.js' },
  '_form-CCCC.js': {
    file: 'assets/form-CCCC.js',
    imports: ['_react-BBBB.js', '_form-CCCC.js'],
    css: ['assets/form-CCCC.css'],
  },
  'app/layout/app-layout.tsx': { file: 'assets/app-layout-FFFF.js', imports: ['index.html'] },
  'features/auth/login-page.tsx': {
    file: 'assets/login-page-DDDD.js',
    imports: ['index.html', '_form-CCCC.js', '_gone.js'],
    css: ['assets/index-AAAA.css'],
  },
  'features/generation/create-page.tsx': { file: 'assets/create-page-EEEE.js', imports: ['_form-CCCC.js'] },
};

const INDEX = `<!doctype html>
<html lang="zh-CN" data-theme="">
  <head>
    <meta property="csp-nonce" nonce="__CSP_NONCE__">
    <style nonce="__CSP_NONCE__">body { margin: 0 }</style>
    <script type="module" crossorigin src="/assets/index-AAAA.js" nonce="__CSP_NONCE__"></script>
  </head>
  <body><div id="root">${'创作者工作室 Creator Studio. '.repeat(80)}</div></body>
</html>
`;

/** The content of the one asset that is long enough to be worth compressing. */
export const LONG_SCRIPT = `export const words = '${'long '.repeat(2_000)}';\n`;

const FILES: Readonly<Record<string, string | Buffer>> = {
  'index.html': INDEX,
  '.vite/manifest.json': JSON.stringify(MANIFEST),
  '.build-stamp': '{}',
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'manifest.webmanifest': '{"name":"Creator Studio"}',
  'robots.txt': 'User-agent: *\n',
  'assets/index-AAAA.js': LONG_SCRIPT,
  'assets/index-AAAA.js.br': brotliCompressSync(LONG_SCRIPT),
  'assets/index-AAAA.js.gz': gzipSync(LONG_SCRIPT),
  'assets/index-AAAA.js.map': '{"version":3}',
  'assets/react-BBBB.js': 'export {};\n',
  'assets/index-AAAA.css': 'a { color: red }\n',
  'assets/.hidden.js': 'export {};\n',
};

/** Makes a build with a login page and a create page; `changes` replaces files, and leaves out those that are null. */
export async function makeWebBuild(
  changes: Readonly<Record<string, string | null>> = {},
): Promise<FakeWebBuild> {
  const parent = await mkdtemp(join(tmpdir(), 'studio-web-'));
  const dir = join(parent, 'web');
  for (const [name, content] of Object.entries({ ...FILES, ...changes })) {
    if (content === null) continue;
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  // What lies beside a build is nobody's business either.
  await writeFile(join(parent, 'secret.js'), 'what nobody may read');
  return { dir, destroy: () => rm(parent, { recursive: true, force: true }) };
}
