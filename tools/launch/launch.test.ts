import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(code: string): { child: ReturnType<typeof spawn>; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

const moduleUrl = (name: string): string =>
  JSON.stringify(pathToFileURL(path.join(import.meta.dirname, name)));

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-launch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A process that fails when another one does the same work at the same time. */
const working = (folder: string): string => `
  import { mkdir, rmdir } from 'node:fs/promises';
  import { withLock } from ${moduleUrl('lock.mjs')};
  await withLock(${JSON.stringify(path.join(folder, 'lock'))}, async () => {
    await mkdir(${JSON.stringify(path.join(folder, 'busy'))});
    await rmdir(${JSON.stringify(path.join(folder, 'busy'))});
  }, () => undefined);`;

test('of several launchers at once one works at a time, and the lock is gone afterwards', async () => {
  const folder = await makeFolder();
  const all = await Promise.all([1, 2, 3, 4].map(() => start(working(folder)).ended));
  expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(4).fill({ code: 0, stderr: '' }));
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['whose owner died', '4194304999 x', 0],
  ['not heard of for half a minute', `${process.pid} x`, 31_000],
  ['never signed, because its owner died at once', null, 31_000],
])('a lock %s is taken over', async (_case, owner, ageMs) => {
  const folder = await makeFolder();
  const lock = path.join(folder, 'lock');
  await mkdir(lock);
  if (owner !== null) await writeFile(path.join(lock, 'owner'), owner);
  const touchedAt = new Date(Date.now() - ageMs);
  await utimes(lock, touchedAt, touchedAt);
  expect(await start(working(folder)).ended).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readdir(folder)).toEqual([]);
});

const launching = (script: string): string => `
  import { runChild } from ${moduleUrl('child.mjs')};
  process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(script)}]);`;

test('the exit code of the program is the exit code of the launcher', async () => {
  expect((await start(launching('process.exit(7)')).ended).code).toBe(7);
});

test.runIf(process.platform !== 'win32')('a program ended by a signal gives 128 + its number', async () => {
  expect((await start(launching(`process.kill(process.pid, 'SIGKILL')`)).ended).code).toBe(137);
});

test.runIf(process.platform !== 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  '%s to the launcher reaches the program, which ends in its own time',
  async (signal) => {
    const drain = `process.once('${signal}', () => { console.log('drained'); process.exit(5); });
      setInterval(() => undefined, 1000); console.log('ready');`;
    const { child, ended } = start(launching(drain));
    await once(child.stdout!, 'data');
    child.kill(signal);
    expect(await ended).toEqual({ code: 5, stdout: 'ready\ndrained\n', stderr: '' });
  },
);
