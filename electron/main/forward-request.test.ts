import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, type ProxiedConnection } from './connect.ts';
import { createEmbeddedServer } from './embedded-server.ts';
import { forwardRequest } from './forward-request.ts';
import { openSessionStore, type SessionStore } from './session-store.ts';
import { openSettingsStore, type SettingsStore } from './settings-store.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOBODY = JSON.stringify({ result: { data: { json: null } } });

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('a forwarded request', () => {
  let folder: string;
  let server: Server;
  let origin: string;
  let settings: SettingsStore;
  let sessions: SessionStore;
  let connection: ProxiedConnection;
  let answer: Answer;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'studio-forward-'));
    answer = (_request, response) => response.end('answered');
    server = createServer((request, response) => {
      if (request.url === '/healthz') response.end('{"status":"ok"}');
      else if (request.url === '/trpc/auth.session') response.end(NOBODY);
      else answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    settings = openSettingsStore(folder, log);
    const safe = {
      isEncryptionAvailable: () => false,
      getSelectedStorageBackend: () => '',
      encryptString: () => Buffer.of(),
      decryptString: () => '',
    };
    sessions = openSessionStore({ folder, safe, platform: 'linux', log });
    const fork = (): never => {
      throw new Error('there is no embedded server here');
    };
    connection = createConnection({
      settings,
      sessions,
      embedded: createEmbeddedServer({ fork, describeStart: fork, log }),
      fetch,
      userAgent: 'test',
      log,
    });
  });
  afterEach(async () => {
    await connection.stop();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const connect = async (): Promise<void> => {
    expect(await connection.choose({ mode: 'hosted', serverUrl: origin })).toEqual({ ok: true });
  };
  const send = (target: string, init: RequestInit = {}): Promise<Response> =>
    forwardRequest(new Request(`app://studio${target}`, init), connection, log);

  it('takes the session out of an answer, shows it from then on, and to no other server', async () => {
    await connect();
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/trpc/auth.signIn')
        response.setHeader('set-cookie', 'studio_session=a-token; HttpOnly');
      response.end();
    };
    const changes: boolean[] = [];
    connection.onSession((isSignedIn) => changes.push(isSignedIn));
    const signedIn = await send('/trpc/auth.signIn', { method: 'POST', body: '{}' });
    expect(signedIn.headers.getSetCookie()).toEqual([]);
    await send('/files/x', { headers: { authorization: 'Bearer chosen', cookie: 'studio_session=chosen' } });
    expect(seen).toEqual([undefined, 'Bearer a-token']);
    expect([sessions.find(origin), connection.isSignedIn, changes]).toEqual(['a-token', true, [true]]);
    expect(sessions.find('local')).toBeNull();

    // The server says that nobody is signed in any more.
    await send('/trpc/auth.signOut', { method: 'POST', body: '{}' });
    await expect.poll(() => sessions.find(origin)).toBeNull();
    expect(changes).toEqual([true, false]);
  });

  it('streams both ways', async () => {
    await connect();
    answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      request.pipe(response);
    };
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const answering = send('/files/upload', {
      method: 'POST',
      body: readable,
      duplex: 'half',
    } as RequestInit);
    void writer.write(Buffer.from('one'));
    const reader = (await answering).body!.getReader();
    for (const text of ['one', 'two']) {
      if (text !== 'one') void writer.write(Buffer.from(text));
      expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe(text);
    }
    void writer.close();
    expect((await reader.read()).done).toBe(true);
  });

  it.each(['the answer is no longer read', 'the request is given up'])(
    'ends at the server when %s',
    async (how) => {
      await connect();
      const closed = Promise.withResolvers<undefined>();
      answer = (_request, response) => {
        response.write('data: one\n\n');
        response.once('close', () => closed.resolve(undefined));
      };
      const aborting = new AbortController();
      const response = await send('/trpc/live.events', { signal: aborting.signal });
      const reader = response.body!.getReader();
      await reader.read();
      if (how.startsWith('the request')) aborting.abort();
      else await reader.cancel();
      await closed.promise;
      await reader.read().catch(() => undefined);
    },
  );

  it('waits for a server that is starting, and is refused where there is none', async () => {
    expect((await send('/trpc/a')).status).toBe(503);
    settings.set({ mode: 'hosted', serverUrl: origin });
    const starting = connection.start();
    const waiting = send('/trpc/a');
    await starting;
    expect(await (await waiting).text()).toBe('answered');
  });

  it('says so when the server is gone, and follows it nowhere else', async () => {
    await connect();
    sessions.keep(origin, 'a-token');
    let leaked = false;
    const other = createServer((_request, response) => {
      leaked = true;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    answer = (_request, response) =>
      response
        .writeHead(307, { location: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` })
        .end();
    expect((await send('/trpc/a')).status).toBe(502);
    other.close();
    answer = (_request, response) => response.destroy();
    expect((await send('/trpc/a')).status).toBe(502);
    expect(leaked).toBe(false);
  });

  it.each([
    [403, '/trpc/a', { headers: { origin: 'https://evil.example' } }],
    [403, '/trpc/a', { headers: { origin: 'app://other' } }],
    [405, '/trpc/a', { method: 'DELETE' }],
    [404, '/trpc/..\\..\\healthz', {}],
    [404, '/files/\\\\evil.example/x', {}],
    [404, '/trpc/../healthz', {}],
    [404, '/trpc/%2e%2E/webhooks/alipay', {}],
    [404, '/files/.%2e/api/v1/orders', {}],
    [404, '/trpc/a/../../metrics', {}],
    [404, '/trpcx', {}],
  ] as const)('is refused with %i: %s %j', async (status, target, init) => {
    await connect();
    answer = () => expect.fail('the server was asked');
    expect((await send(target, init)).status).toBe(status);
  });

  it('shows a page of a hostile server’s as bytes that may do nothing', async () => {
    await connect();
    answer = (_request, response) =>
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy': "default-src * 'unsafe-inline'",
          refresh: '0; url=https://evil.example',
          link: '<https://evil.example/x.css>; rel=stylesheet',
          'service-worker-allowed': '/',
          'set-cookie': ['other=1; Domain=studio', 'studio_session=; Path=/elsewhere-first', 'x=y'],
        })
        .end('<script>alert(1)</script>');
    const shown = await send('/files/generations/1/0.png');
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect([...shown.headers.keys()]).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(refresh|link|service-worker-allowed|set-cookie)$/)]),
    );
  });

  it('reads no more of an endless answer than the page takes', async () => {
    await connect();
    let sent = 0;
    const closed = Promise.withResolvers<undefined>();
    answer = (_request, response) => {
      const chunk = Buffer.alloc(100_000);
      const pour = (): void => {
        while (response.write(chunk)) sent += chunk.length;
        response.once('drain', pour);
      };
      response.once('close', () => closed.resolve(undefined));
      pour();
    };
    const response = await send('/files/endless');
    const reader = response.body!.getReader();
    await reader.read();
    // The connection’s own buffers fill, and then nothing more is asked for.
    let before = -1;
    await expect
      .poll(() => {
        const isAtRest = sent === before;
        before = sent;
        return isAtRest;
      })
      .toBe(true);
    expect(sent).toBeLessThan(20_000_000);
    await reader.cancel();
    await closed.promise;
  });

  it('survives headers that are too many or too long, and cookies without end', async () => {
    await connect();
    answer = (_request, response) => {
      for (let count = 0; count < 500; count += 1) response.setHeader(`x-${count}`, 'y'.repeat(1_000));
      response.end();
    };
    expect((await send('/trpc/a')).status).toBe(502);
    answer = (_request, response) =>
      response
        .setHeader('set-cookie', [
          ...Array.from({ length: 200 }, (_, at) => `a${at}=,,,`),
          'studio_session=t',
        ])
        .end();
    expect((await send('/trpc/a')).headers.getSetCookie()).toEqual([]);
    expect(sessions.find(origin)).toBe('t');
    answer = (request) => request.socket.end('HTTP/1.1 200 OK\r\nno header at all\r\n\r\n');
    expect((await send('/trpc/a')).status).toBe(502);
  });

  it('keeps no choice that was refused', async () => {
    await connect();
    answer = (_request, response) => response.end();
    const refused = await connection.choose({ mode: 'hosted', serverUrl: 'http://127.0.0.1:9' });
    expect(refused).toEqual({ ok: false, reason: 'UNREACHABLE' });
    expect(await connection.choose({ mode: 'hosted', serverUrl: `${origin}/path` })).toMatchObject({
      ok: false,
    });
    expect(settings.get()).toMatchObject({ mode: 'hosted', serverUrl: origin });
    expect(connection.state).toEqual({ status: 'ready' });
  });
});
