import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright';
import type { DesktopApp } from './desktop-app.ts';
import type { LaunchPlan } from './launch-desktop.ts';
import { observeOsCalls } from './observe-os-calls.ts';
import { createOsControls } from './os-controls.ts';

const QUIT_TIMEOUT_MS = 10_000;

/**
 * The program of the real Electron; null where it has not been downloaded. The package itself is never loaded, because
 * loading it downloads the program.
 */
export function findElectron(): string | null {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  try {
    const program = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Starts the app on the real Electron. Throws where it is not installed. */
export async function launchElectron(plan: LaunchPlan, program: string | null): Promise<DesktopApp> {
  if (program === null) throw new Error('Electron is not installed: run "npx install-electron"');
  const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-observer-'));
  const observer = path.join(folder, 'observe-os-calls.cjs');
  await writeFile(observer, `(${observeOsCalls.toString()})(require('electron'));\n`);
  // Chromium refuses to sandbox pages for root, as which some build machines run.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, '-r', observer, plan.appDir, ...plan.args];
  const env = Object.fromEntries(
    Object.entries(plan.env).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  const electron = await _electron.launch({ executablePath: program, args, env });
  const child = electron.process();
  const exited = watchExit(child).then(async (code) => {
    await rm(folder, { recursive: true, force: true });
    return code;
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const evaluate = electron.evaluate.bind(electron) as DesktopApp['evaluate'];
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    driver: 'electron',
    userData: plan.userData,
    firstWindow: () => electron.firstWindow(),
    windows: () => electron.windows(),
    nextWindow: () => electron.waitForEvent('window'),
    addressOf: (page) => page.url(),
    evaluate,
    ...createOsControls(evaluate),
    startAgain: (again = []) => runToEnd(spawn(program, [...args, ...again], { env, stdio: 'ignore' })),
    output: () => output,
    waitForExit: () => exited,
    kill,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), QUIT_TIMEOUT_MS);
      await electron.close().catch(() => undefined);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Promises the exit code of a process; null when it was killed. */
export async function watchExit(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

const SECOND_START_TIMEOUT_MS = 20_000;

/** Waits for a second start, which is not meant to live; kills it when it does. */
export async function runToEnd(child: ChildProcess): Promise<number | null> {
  const timer = setTimeout(() => child.kill('SIGKILL'), SECOND_START_TIMEOUT_MS);
  const code = await watchExit(child);
  clearTimeout(timer);
  return code;
}
