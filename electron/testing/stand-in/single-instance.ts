import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What a second start hands to the first. */
export interface SecondStart {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** Hands standard input to the socket named first; ends with 0 when somebody has taken it. */
const HAND_OVER = `
  const socket = require('node:net').connect(process.argv[1], () => process.stdin.pipe(socket));
  socket.on('error', () => process.exit(1)).on('close', () => process.exit(0)).resume();
`;

/** The lock of one user-data folder: whoever listens on its socket is the first instance. */
export class SingleInstanceLock {
  readonly #address: string;
  #server: Server | null = null;

  constructor(userData: string) {
    const id = createHash('sha256').update(userData).digest('hex').slice(0, 20);
    const name = `electron-stand-in-${id}`;
    this.#address =
      process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
  }

  get isHeld(): boolean {
    return this.#server !== null;
  }

  /** Takes the lock, or hands `start` to whoever holds it and returns false. It waits, as Electron's does. */
  take(start: SecondStart, onSecondStart: (start: SecondStart) => void): boolean {
    if (this.#server !== null) return true;
    if (this.#handOver(start)) return false;
    rmSync(this.#address, { force: true });
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      text(socket)
        .then((message) => {
          socket.end();
          onSecondStart(JSON.parse(message) as SecondStart);
        })
        .catch(() => socket.destroy());
    });
    this.#server.listen(this.#address).unref();
    return true;
  }

  /** Lets somebody else be the first. */
  release(): void {
    this.#server?.close();
    this.#server = null;
  }

  #handOver(start: SecondStart): boolean {
    if (process.platform !== 'win32' && !existsSync(this.#address)) return false;
    const { status } = spawnSync(process.execPath, ['-e', HAND_OVER, this.#address], {
      input: JSON.stringify(start),
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {},
    });
    return status === 0;
  }
}
