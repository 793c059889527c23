import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** Stands in for the package, which downloads its program as soon as it is loaded. */
const PACKAGE = `throw new Error('the package was loaded');`;

describe('the program of Electron', () => {
  let root: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'creator-studio-electron-')));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    await write('index.js', PACKAGE);
    await write('package.json', '{"name":"electron","main":"index.js"}');
  });
  const write = async (name: string, content: string): Promise<string> => {
    const file = path.join(root, 'node_modules/electron', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  const find = async (): Promise<{ stdout: string; stderr: string }> => {
    const file = JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'require-electron.mjs')));
    const code = `import { requireElectron } from ${file};
      try { console.log(requireElectron(${JSON.stringify(root)})); } catch (error) { console.error(error.message); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await once(child, 'close');
    return { stdout: stdout.trim(), stderr: stderr.trim() };
  };

  it.each([
    ['was never downloaded', []],
    ['was downloaded by half', ['path.txt']],
  ])(
    'that %s is missed in both languages, with the way to get it, and nothing is downloaded',
    async (_, files) => {
      for (const file of files) await write(file, 'electron');
      const { stdout, stderr } = await find();
      expect(stdout).toBe('');
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(
          /^The program of Electron .*npx install-electron.*node_modules\/electron\/install\.js/,
        ),
        expect.stringMatching(
          /^本机还没有 Electron 程序。.*npx install-electron.*node_modules\/electron\/install\.js/,
        ),
      ]);
    },
  );

  it('is found where the package has put it', async () => {
    await write('path.txt', 'electron');
    const program = await write('dist/electron', '');
    await chmod(program, 0o755);
    expect(await find()).toEqual({ stdout: program, stderr: '' });
  });
});
