import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import type { ServerProcess } from './embedded-server.ts';
import type { Log } from './log-file.ts';

/** What a process needs of the system to run at all: where Windows is, where temporary files go, which time it is. */
const KEPT_VARIABLES = ['SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'TZ'];

/** Starts a process for the embedded server; what it writes goes into the log. Call it after `ready`. */
export function forkServer(file: string, log: Log): ServerProcess {
  const child = utilityProcess.fork(file, [], {
    serviceName: 'Creator Studio Server',
    stdio: 'pipe',
    env: listVariables(),
  });
  child.once('spawn', () => log.info(`the server runs as process ${child.pid ?? 0}`));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    // Line by line: half a secret would not be recognised as one.
    createInterface({ input: stream }).on('line', (line) => log.info(`server: ${line}`));
  }
  return {
    send: (message) => child.postMessage(message),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
  };
}

function listVariables(): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const name of KEPT_VARIABLES) {
    const value = process.env[name];
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}
