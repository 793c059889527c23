import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

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
  const handlers = FORWARDED.map((signal) => {
    const forward = () => {
      // Ctrl-C in a terminal reaches the whole group; passing it on would tell the child twice.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  return () => handlers.forEach((remove) => remove());
}
