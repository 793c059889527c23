import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** Stands in for Vite: an app of one script, whose name tells which build it is and whose text tells how it was built. */
const VITE = `
  import { appendFileSync, mkdirSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
  appendFileSync('builds', process.argv.slice(2).filter((word) => word.startsWith('-')).join(' ') + '\\n');
  const number = readFileSync('builds', 'utf8').split('\\n').length - 1;
  const out = process.argv[process.argv.indexOf('--outDir') + 1];
  mkdirSync(out + '/assets', { recursive: true });
  mkdirSync(out + '/.vite');
  writeFileSync(out + '/assets/app-' + number + '.js', process.env.NODE_ENV + ' '.repeat(5000));
  writeFileSync(out + '/assets/tiny.js', '1');
  writeFileSync(out + '/.vite/manifest.json', '{"index.html":{"file":"assets/app-' + number + '.js"}}' + ' '.repeat(2000));
  writeFileSync(out + '/index.html', String(number).padEnd(3000));
  console.log('on stdout');
  if (existsSync('broken')) process.exit(3);`;

describe('ensureBuild', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'creator-studio-build-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    await write('node_modules/vite/bin/vite.js', VITE);
    await write('node_modules/vite/package.json', '{"type":"module"}');
    await write('renderer/main.tsx', 'main');
    await write('renderer/features/auth/login-page.tsx', 'login');
    await write('shared/errors.ts', 'errors');
    await write('vite.config.ts', 'config');
    await write('package-lock.json', '{}');
  });

  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  };
  const read = (name: string): Promise<string> => readFile(path.join(root, name), 'utf8');
  const countBuilds = async (): Promise<number> => (await read('builds')).split('\n').length - 1;

  const ensure = async (): Promise<{ code: number; stdout: string; stderr: string }> => {
    const file = JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'ensure-build.mjs')));
    const code = `import { ensureBuild } from ${file};
      console.log(await ensureBuild(${JSON.stringify(root)}, process.execPath));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, NODE_ENV: 'development' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number];
    return { code: exitCode, stdout, stderr };
  };

  it('builds for production whatever the shell says, compresses, and says so in both languages', async () => {
    const { code, stdout, stderr } = await ensure();
    expect(code).toBe(0);
    expect(stdout).toBe(`${path.join(root, 'dist', 'web')}\n`);
    expect(stderr).toMatch(/^Building the web app.*正在构建/);
    expect(stderr).toMatch(/The web app is built .*已构建/);
    const script = await read('dist/web/assets/app-1.js');
    expect(script.trim()).toBe('production');
    const packed = (extension: string) => readFile(path.join(root, `dist/web/assets/app-1.js.${extension}`));
    expect(brotliDecompressSync(await packed('br')).toString()).toBe(script);
    expect(gunzipSync(await packed('gz')).toString()).toBe(script);
    // Neither what is too small, nor pages, nor what is not served.
    const files = await readdir(path.join(root, 'dist/web'), { recursive: true });
    expect(files.filter((file) => /\.(br|gz)$/.test(file)).sort()).toEqual(
      ['app-1.js.br', 'app-1.js.gz'].map((name) => path.join('assets', name)),
    );
    expect(await readdir(path.join(root, 'dist'))).toEqual(['web']);
  });

  it('builds again when something has changed that the app is made of, and only then', async () => {
    await ensure();
    expect(await ensure()).toMatchObject({ code: 0, stderr: '' });
    await write('renderer/features/auth/login-page.test.tsx', 'a test');
    await write('renderer/e2e/login.e2e.test.ts', 'a test');
    await write('renderer/testing/open-studio.ts', 'for tests');
    await write('server/main.ts', 'no part of it');
    expect(await ensure()).toMatchObject({ code: 0, stderr: '' });
    expect(await countBuilds()).toBe(1);
    let builds = 1;
    for (const name of [
      'renderer/features/auth/login-page.tsx',
      'renderer/new.ts',
      'shared/errors.ts',
      'vite.config.ts',
      'package-lock.json',
    ]) {
      await write(name, 'changed');
      await ensure();
      builds += 1;
      expect([name, await countBuilds()]).toEqual([name, builds]);
    }
    await rm(path.join(root, 'renderer/new.ts'));
    await ensure();
    await rm(path.join(root, 'dist/web/.build-stamp'));
    await ensure();
    expect(await countBuilds()).toBe(builds + 2);
  });

  it('builds once when several ask at once', async () => {
    const answers = await Promise.all([ensure(), ensure(), ensure()]);
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await countBuilds()).toBe(1);
  });

  it('leaves the build there was, and no rubbish, when a new one fails', async () => {
    await ensure();
    await write('broken', '');
    await write('renderer/main.tsx', 'wrong');
    const failed = await ensure();
    expect(failed.code).not.toBe(0);
    expect(failed.stderr).toMatch(/could not be built \(exit code 3\)/);
    expect((await read('dist/web/index.html')).trim()).toBe('1');
    expect(await readdir(path.join(root, 'dist'))).toEqual(['web']);
    await rm(path.join(root, 'broken'));
    expect((await ensure()).code).toBe(0);
    expect((await read('dist/web/index.html')).trim()).toBe('3');
  });

  it('removes what a build left behind that was killed', async () => {
    await write('dist/.web-left/index.html', 'half');
    await ensure();
    expect(await readdir(path.join(root, 'dist'))).toEqual(['web']);
  });

  it('keeps the assets of a build for an hour after it was replaced', async () => {
    const assets = path.join(root, 'dist/web/assets');
    const listScripts = async () => (await readdir(assets)).filter((name) => name.startsWith('app-')).sort();
    const files = (number: number) => ['', '.br', '.gz'].map((end) => `app-${number}.js${end}`);
    const age = async (number: number, minutes: number) => {
      const changedAt = new Date(Date.now() - minutes * 60_000);
      for (const name of files(number)) await utimes(path.join(assets, name), changedAt, changedAt);
    };
    await ensure();
    // However old it is: pages that were opened a moment ago still need it.
    await age(1, 10_000);
    await write('renderer/main.tsx', 'second');
    await ensure();
    expect(await listScripts()).toEqual([...files(1), ...files(2)]);
    await age(1, 59);
    await write('renderer/main.tsx', 'third');
    await ensure();
    expect(await listScripts()).toEqual([...files(1), ...files(2), ...files(3)]);
    await age(1, 61);
    await write('renderer/main.tsx', 'fourth');
    await ensure();
    expect(await listScripts()).toEqual([...files(2), ...files(3), ...files(4)]);
    expect((await read('dist/web/assets/app-2.js')).trim()).toBe('production');
  });

  it('is the same build for a copy of the repository elsewhere', async () => {
    await ensure();
    const copy = await mkdtemp(path.join(tmpdir(), 'creator-studio-build-'));
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    await cp(root, copy, { recursive: true });
    root = copy;
    expect(await ensure()).toMatchObject({ code: 0, stderr: '' });
  });
});
