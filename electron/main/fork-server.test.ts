import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { forkServer } from './fork-server.ts';
import { redactSecrets } from './redact-secrets.ts';

const forked = vi.hoisted((): { calls: unknown[][]; child: unknown } => ({ calls: [], child: null }));
vi.mock('electron', () => ({
  utilityProcess: {
    fork: (...args: unknown[]) => {
      forked.calls.push(args);
      return forked.child;
    },
  },
}));

const SECRET = 'Zm9ydHktdGhyZWUtY2hhcmFjdGVycy1vZi1iYXNlNjQ';

afterEach(() => void vi.unstubAllEnvs());

function fork() {
  const child = Object.assign(new EventEmitter(), {
    pid: 7,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    postMessage: vi.fn(),
    kill: vi.fn(),
  });
  forked.child = child;
  const lines: string[] = [];
  const note = (message: string): void => void lines.push(redactSecrets(message));
  const server = forkServer('/app/server/embedded-main.js', { info: note, warn: note, error: note });
  return { child, server, lines };
}

it('gives the server no arguments and of the environment only what every process needs', () => {
  for (const name of [
    'DATABASE_URL',
    'NODE_OPTIONS',
    'AWS_SECRET_ACCESS_KEY',
    'LD_PRELOAD',
    'ELECTRON_RUN_AS_NODE',
  ])
    vi.stubEnv(name, 'x');
  vi.stubEnv('TZ', 'Asia/Shanghai');
  const { child, server } = fork();
  const [file, args, options] = forked.calls.at(-1) ?? [];
  expect([file, args]).toEqual(['/app/server/embedded-main.js', []]);
  const { env } = options as { env: Record<string, string> };
  expect(Object.keys(env).filter((name) => !/^(SystemRoot|windir|TEMP|TMP|TMPDIR|TZ)$/.test(name))).toEqual(
    [],
  );
  expect(env['TZ']).toBe('Asia/Shanghai');
  // The secret goes by message, and there alone.
  server.send({ type: 'stop' });
  expect(child.postMessage).toHaveBeenCalledWith({ type: 'stop' });
  expect(JSON.stringify(forked.calls.at(-1))).not.toMatch(/[\w-]{43}/);
});

it('notes what the server writes without secrets, also ones that come in two pieces', async () => {
  const { child, lines } = fork();
  child.stdout.write(`x-studio-secret: ${SECRET.slice(0, 20)}`);
  child.stdout.write(`${SECRET.slice(20)} was shown\nauthorization: Bearer ${SECRET}\n`);
  child.stderr.write(`Error: at ${SECRET.slice(0, 5)}`);
  child.stderr.end(SECRET.slice(5));
  await vi.waitFor(() => expect(lines).toHaveLength(3));
  expect(lines).toEqual(
    expect.arrayContaining([
      'server: x-studio-secret: [removed] was shown',
      'server: authorization: Bearer [removed]',
      'server: Error: at [removed]',
    ]),
  );
});
