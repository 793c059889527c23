import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { DevtoolsConnection } from './devtools.ts';

/** A running Chromium whose pages are the app's windows. */
export interface Chromium {
  readonly connection: DevtoolsConnection;
  /** Where others, such as Playwright, can connect to it too. */
  readonly endpoint: string;
  readonly version: string;
  /** Lets it write what it has to and resolves once it is gone. */
  close(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** How it is started. */
export interface ChromiumOptions {
  readonly program: string;
  /** Where it keeps its profile: what pages store lives on there between starts. */
  readonly profileDir: string;
  /** Every name that ends in `.localhost` leads to this loopback port. */
  readonly pagesPort: number;
  readonly language: string;
  /** What the app has added through `app.commandLine`. */
  readonly switches: readonly string[];
}

const CLOSE_TIMEOUT_MS = 5_000;

/** Starts Chromium without a screen, without errands of its own and with no way to anywhere but this machine. */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  // Chromium ends when this pipe does, so that it never outlives the process that started it, however that ends.
  const leash = ['pipe', 'pipe'] as const;
  const child = spawn(options.program, listArguments(options), {
    stdio: ['ignore', 'ignore', 'pipe', ...leash],
  });
  const exited = once(child, 'exit');
  const endpoint = await readEndpoint(child);
  const connection = await DevtoolsConnection.connect(endpoint);
  const { product } = await connection.browser.send('Browser.getVersion');
  return {
    connection,
    endpoint,
    version: product.split('/')[1] ?? product,
    close: async () => {
      connection.browser.tell('Browser.close');
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
    kill: () => child.kill('SIGKILL'),
  };
}

function listArguments({ profileDir, pagesPort, language, switches }: ChromiumOptions): string[] {
  return [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-startup-window',
    '--password-store=basic',
    '--use-mock-keychain',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    `--lang=${language}`,
    `--accept-lang=${language}`,
    `--user-data-dir=${profileDir}`,
    `--host-resolver-rules=MAP *.localhost 127.0.0.1:${pagesPort}, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`,
    ...switches,
  ];
}

function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Listening on is what keeps the pipe from filling; only the first lines matter.
      if (said.length < 10_000) said += text;
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${said}`)));
  });
}
