import { randomBytes, randomUUID } from 'node:crypto';
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../create-server.ts';
import { readConfig } from '../platform/config.ts';
import { createLogger } from '../platform/logger.ts';
import { makeWebBuild, type FakeWebBuild } from '../testing/make-web-build.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const SECRET = randomBytes(32).toString('base64url');
const RIGHT = `x-studio-secret: ${SECRET}`;
const JSON_BODY = ['content-type: application/json', 'content-length: 2', '', '{}'];

/** Every kind of thing a server answers, and what it says to whoever shows the secret. */
const ROUTES: readonly (readonly [string, readonly string[], number])[] = [
  ['GET /trpc/auth.me', [], 401],
  ['POST /trpc/desktop.openLocalProfile', JSON_BODY, 200],
  ['GET /trpc/auth.me,auth.me?batch=1&input=%7B%7D', [], 401],
  ['GET /trpc/live.events', [], 200],
  ['GET /api/v1/credit/prices', [], 200],
  ['POST /api/v1/auth/login', JSON_BODY, 400],
  ['GET /api/docs', [], 200],
  ['GET /files/exports/account.json', [], 401],
  [`GET /files/generations/${randomUUID()}/0.png`, [], 401],
  ['GET /healthz', [], 200],
  ['HEAD /healthz', [], 200],
  ['DELETE /healthz', [], 405],
  ['GET /', [], 200],
  ['GET /login', [], 200],
  ['GET /assets/index-AAAA.js', [], 200],
  ['GET /nothing', [], 404],
  // What does not even reach a route.
  ['GET /%', [], 400],
  [`GET /files/generations/${'x'.repeat(3_000)}/y`, [], 400],
  [
    'POST /trpc/auth.signIn',
    ['content-type: application/json', 'expect: 100-continue', 'content-length: 2', '', '{}'],
    400,
  ],
  ['GET /healthz', ['expect: a miracle'], 200],
];

const WRONG_PROOFS: readonly (readonly [string, readonly string[]])[] = [
  ['no secret', []],
  ['an empty one', ['x-studio-secret: ']],
  ['another one', [`x-studio-secret: ${randomBytes(32).toString('base64url')}`]],
  ['a part of it', [`x-studio-secret: ${SECRET.slice(0, -1)}`]],
  ['more than it', [`x-studio-secret: ${SECRET}A`]],
  ['it twice', [RIGHT, RIGHT]],
  ['it in the wrong place', [`authorization: Bearer ${SECRET}`, `cookie: studio_session=${SECRET}`]],
];

describe('a server inside the desktop app', () => {
  let server: TestServer;
  let build: FakeWebBuild;
  let log = '';
  beforeAll(async () => {
    build = await makeWebBuild();
    server = await startTestServer({
      secret: SECRET,
      listen: true,
      startJobs: false,
      startWorker: false,
      environment: { WEB_DIR: build.dir },
      logger: createLogger({ logLevel: 'trace' }, { write: (line) => void (log += line) }),
    });
  });
  afterAll(async () => {
    await server.close();
    await build.destroy();
  });

  /** Writes these lines to a connection of its own and reads until it is closed. */
  const send = async (lines: readonly string[]): Promise<string> => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      // A stream keeps its connection whatever was asked for.
      if (answer.endsWith('\r\n0\r\n\r\n')) socket.end();
    });
    // It may hang up while we are still speaking.
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(lines.join('\r\n'));
    await closed;
    return answer;
  };
  const ask = (
    target: string,
    headers: readonly string[],
    rest: readonly string[] = [],
    host = new URL(server.url).host,
  ) => {
    const end = rest.includes('') ? [] : ['', ''];
    return send([`${target} HTTP/1.1`, `host: ${host}`, 'connection: close', ...headers, ...rest, ...end]);
  };
  const everything = async () => {
    const tables = ['users', 'sessions', 'orders', 'credit_transactions', 'generations'];
    return JSON.stringify(
      await Promise.all(tables.map((table) => server.services.db.reader.all(`SELECT * FROM ${table}`))),
    );
  };
  const expectBare = (answer: string) => {
    const [head = '', body] = answer.split('\r\n\r\n');
    const [status, ...headers] = head.split('\r\n');
    expect([status, body]).toEqual(['HTTP/1.1 403 Forbidden', '']);
    const names = headers.map((line) => line.split(':', 1)[0]);
    expect(names.sort()).toEqual(['Date', 'cache-control', 'connection', 'content-length']);
  };

  it.each(ROUTES)(
    '%s is answered only with the secret, and without it nothing is said or done',
    async (target, rest, status) => {
      const [before, logged] = [await everything(), log];
      for (const [, proof] of WRONG_PROOFS) expectBare(await ask(target, proof, rest));
      expect(log).toBe(logged);
      expect(await everything()).toBe(before);
      const answer = await ask(target, [RIGHT], rest);
      expect(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')).toMatch(
        new RegExp(`^HTTP/1\\.1 ${status} `),
      );
      expect(answer).not.toContain(SECRET);
    },
  );

  it.each(WRONG_PROOFS)('refuses every method that shows %s', async (_title, proof) => {
    const methods = METHODS.filter((method) => method !== 'CONNECT');
    for (const method of methods) expectBare(await ask(`${method} /trpc/auth.me`, proof));
    // A tunnel is nobody's to ask for.
    expect(await ask('CONNECT 127.0.0.1:1', proof)).toBe('');
  });

  it('answers loopback names only, also to those who know the secret', async () => {
    for (const host of ['studio.example', '127.0.0.1.studio.example', '10.0.0.1', '', 'a b', '@127.0.0.1'])
      expectBare(await ask('GET /healthz', [RIGHT], [], host));
    for (const host of ['localhost', '127.0.0.1:9', '[::1]:9'])
      expect(await ask('GET /healthz', [RIGHT], [], host)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('does not answer what is not HTTP', async () => {
    for (const text of [
      'hello',
      'GET / HTTP/9.9',
      'GET /\0 HTTP/1.1',
      `GET / HTTP/1.1\r\n${RIGHT}\r\nbad header`,
    ])
      expect(await send([text, '', ''])).toBe('');
  });

  it('refuses a second request on a connection whose first was good', async () => {
    const { host } = new URL(server.url);
    const first = ['GET /healthz HTTP/1.1', `host: ${host}`, RIGHT, '', ''];
    const second = ['GET /healthz HTTP/1.1', `host: ${host}`, '', ''];
    const answer = await send([...first.slice(0, -1), second.join('\r\n')]);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403']);
  });

  it('never writes its secret down', async () => {
    await ask(`GET /nothing?secret=${SECRET}`, [RIGHT]);
    expect(log).toContain('request answered');
    expect(log).not.toContain(SECRET);
  });

  it('is made only where settings and secret belong together', async () => {
    const environment = { DATABASE_URL: 'sqlite:/nowhere/studio.db' };
    const options = [
      { config: readConfig(environment, { isEmbedded: true }) },
      { config: readConfig(environment), embedded: { secret: SECRET } },
    ];
    for (const one of options) await expect(createServer(one)).rejects.toThrow(/belong together/);
  });
});

it('any other server knows no procedure of the desktop app, and asks for no secret', async () => {
  const server = await startTestServer({ startJobs: false, startWorker: false });
  try {
    const response = await server.app.inject({
      method: 'POST',
      url: '/trpc/desktop.openLocalProfile',
      headers: { 'content-type': 'application/json', 'x-studio-secret': SECRET },
      payload: '{}',
    });
    expect([response.statusCode, response.headers['set-cookie']]).toEqual([404, undefined]);
    expect(response.json()).toMatchObject({ error: { json: { data: { reason: 'NOT_FOUND' } } } });
    expect((await server.app.inject('/healthz')).statusCode).toBe(200);
  } finally {
    await server.close();
  }
});
