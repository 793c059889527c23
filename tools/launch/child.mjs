import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SHELL_CHECK_MS = 200;

/**
 * Runs a program, passes on the signals this process gets, and promises its exit code (128 + n when signal n
 * ended it). `stdout: 'stderr'` sends what it prints to stderr.
 */
export function runChild(command, args, options = {}) {
  const { stdout = 'inherit', ...rest } = options;
  const child = spawn(command, args, {
    stdio: ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
    ...rest,
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Runs a program without a word and tells whether it ended well. */
export async function succeeds(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'ignore', ...options });
  return await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function forwardSignals(child) {
  let isTold = false;
  const handlers = FORWARDED.map((signal) => {
    const forward = () => {
      isTold = true;
      // Ctrl-C in a terminal reaches the whole group; passing it on would tell the child twice.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  const stopWatching = watchShell(() => {
    if (!isTold) child.kill('SIGTERM');
  });
  return () => [...handlers, stopWatching].forEach((remove) => remove());
}

// npm passes a signal to the shell it runs scripts in, and some shells (dash) die of it without telling us.
function watchShell(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    onGone();
  }, SHELL_CHECK_MS);
  return () => clearInterval(timer);
}
