import { describe, expect, it } from 'vitest';
import { toPageHeaders, toServerHeaders } from './forward-headers.ts';
import { readSessionCookie } from './read-session-cookie.ts';

const CREDENTIALS = { secret: 's'.repeat(43), token: 't'.repeat(43), userAgent: 'CreatorStudio/1 (linux)' };

describe('what the server is told of a page’s request', () => {
  it('is what the answer depends on, with the shell’s own credentials', () => {
    const page = new Headers({
      accept: 'text/event-stream',
      'accept-language': 'en',
      'content-type': 'application/json',
      'last-event-id': '7',
      range: 'bytes=0-1',
      'trpc-accept': 'application/jsonl',
    });
    expect(Object.fromEntries(toServerHeaders(page, CREDENTIALS))).toEqual({
      ...Object.fromEntries(page),
      authorization: `Bearer ${CREDENTIALS.token}`,
      'x-studio-secret': CREDENTIALS.secret,
      'user-agent': CREDENTIALS.userAgent,
    });
  });

  it('holds nothing of a page’s own credentials, origin or choosing', () => {
    const hostile = new Headers({
      authorization: 'Bearer stolen',
      'content-length': '5',
      cookie: 'studio_session=stolen; a=b',
      host: 'evil.example',
      origin: 'app://studio',
      referer: 'app://studio/create',
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-origin',
      'user-agent': 'Chrome',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.example',
      'x-studio-secret': 'guessed',
      'proxy-authorization': 'x',
      connection: 'close, x-studio-secret',
      expect: '100-continue',
      forwarded: 'host=evil.example',
      te: 'trailers',
      'transfer-encoding': 'chunked',
      upgrade: 'websocket',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/admin',
    });
    const sent = toServerHeaders(hostile, { ...CREDENTIALS, secret: null, token: null });
    expect(Object.fromEntries(sent)).toEqual({ 'user-agent': CREDENTIALS.userAgent });
  });
});

describe('what a page is told of the server’s answer', () => {
  it('holds no cookie and nothing that would weaken the page', () => {
    const server = new Headers({
      'access-control-allow-origin': '*',
      'clear-site-data': '"*"',
      'content-encoding': 'gzip',
      'content-length': '12',
      'content-security-policy': "script-src *; default-src 'unsafe-inline'",
      'content-type': 'application/json',
      date: 'Sun, 22 Nov 2026 20:00:00 GMT',
      etag: '"1"',
      'strict-transport-security': 'max-age=1',
      'transfer-encoding': 'chunked',
      'x-content-type-options': 'none',
    });
    server.append('set-cookie', 'studio_session=secret; HttpOnly');
    server.append('set-cookie', 'other=1');
    const headers = Object.fromEntries(toPageHeaders(server));
    expect(headers).toMatchObject({
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'content-type': 'application/json',
      date: 'Sun, 22 Nov 2026 20:00:00 GMT',
      etag: '"1"',
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.stringify(headers)).not.toMatch(
      /secret|cookie|access-control|gzip|chunked|clear-site|content-length/,
    );
    expect(toPageHeaders(new Headers({ 'content-length': '12' })).get('content-length')).toBe('12');
  });
});

describe('what the server says that an answer is', () => {
  const pass = (type: string): string | null =>
    toPageHeaders(new Headers({ 'content-type': type })).get('content-type');

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/jsonl',
    'image/png',
    'IMAGE/WEBP',
    'text/csv; charset=utf-8',
    'text/event-stream',
  ])('is passed on for what it may be: %s', (type) => expect(pass(type)).toBe(type));

  it.each([
    'text/javascript',
    'Application/JavaScript; charset=utf-8',
    'application/x-ecmascript',
    'text/livescript',
    'text/css',
    'text/html',
    'application/xhtml+xml',
    'text/xml',
    'application/wasm',
    'application/manifest+json',
    // The last one would count (Fetch, "extract a MIME type").
    'image/png, text/javascript',
    'image/png;a=b, text/javascript',
    'image/png text/javascript',
    'multipart/x-mixed-replace',
    '',
    'nonsense',
  ])('is bytes and nothing more for anything else: %j', (type) =>
    expect(pass(type)).toBe('application/octet-stream'),
  );
});

describe('the session in an answer', () => {
  const read = (...cookies: string[]): ReturnType<typeof readSessionCookie> => {
    const headers = new Headers();
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    return readSessionCookie(headers);
  };
  const ATTRIBUTES =
    'Max-Age=34560000; Path=/; Expires=Mon, 27 Dec 2027 20:00:00 GMT; HttpOnly; SameSite=Lax';

  it.each(['studio_session', '__Host-studio_session'])('is opened by a cookie of ours: %s', (name) => {
    const opened = { kind: 'opened', token: 'abc-_123' };
    expect(read(`${name}=abc-_123; ${ATTRIBUTES}`)).toEqual(opened);
    expect(read('a=b; Path=/', `${name}=abc-_123`, 'c=d')).toEqual(opened);
    // As Electron's net.fetch hands over several.
    expect(read(`a=b; ${ATTRIBUTES}, ${name}=abc-_123; ${ATTRIBUTES}, c=d`)).toEqual(opened);
  });

  it('is closed by one that is empty or over, whatever came before', () => {
    expect(read('studio_session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT')).toEqual({
      kind: 'closed',
    });
    expect(read(`studio_session=x; Max-Age=0; Path=/`)).toEqual({ kind: 'closed' });
    expect(read(`studio_session=old; ${ATTRIBUTES}`, 'studio_session=; Max-Age=0')).toEqual({
      kind: 'closed',
    });
  });

  it.each([
    [],
    ['other=studio_session=x'],
    ['not_studio_session=x'],
    ['a="studio_session=x"; Path=/studio_session=x'],
    ['a=b; Comment=studio_session=x'],
  ])('is left alone by anything else: %j', (...cookies) => expect(read(...cookies)).toBeNull());
});
