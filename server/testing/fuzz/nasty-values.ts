import fc from 'fast-check';

/**
 * A number that JSON.stringify cannot write, such as 1e400: {@link writeJson} puts these digits where the text is.
 */
export function rawNumber(digits: string): string {
  return `@@raw:${digits}@@`;
}

/** JSON with the {@link rawNumber}s in it; keys such as `__proto__` are kept. */
export function writeJson(value: unknown): string {
  return ((JSON.stringify(value) as string | undefined) ?? 'null').replaceAll(/"@@raw:([^@"]+)@@"/g, '$1');
}

// None of it looks like what an answer must not hold (see check-answer.ts), because some answers repeat what was sent.
const TEXTS = [
  ...[
    '',
    ' ',
    '\t\r\n',
    '0',
    '-1',
    '1.0',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '-0',
    'null',
    'undefined',
    'true',
  ],
  ...[
    '[object Object]',
    '\0',
    'a\0b',
    '\ud800',
    '\udfff\ud83d',
    '\u202eevil\u202c',
    '\ufeff',
    '\u2028',
    '\u0301',
  ],
  ...[
    '👩‍👩‍👧‍👦',
    'שלום',
    'مرحبا',
    'ﷺ'.repeat(40),
    'İıſK',
    '．．／',
    '𝒶',
    '\u{10ffff}',
    '%00',
    '%',
    '%zz',
    '%c0%ae',
  ],
  ...[
    `'`,
    `"`,
    '`',
    '\\',
    `' or '1'='1`,
    `'; drop table users; --`,
    `" or ""="`,
    `1) or 1=1 --`,
    `$1`,
    `$userId`,
    `:x`,
  ],
  ...[
    '{{7*7}}',
    '${7*7}',
    '#{7*7}',
    '<script>alert(1)</script>',
    '<!--',
    ']]>',
    '%s%n',
    '{retryAfterSeconds}',
    '$&',
  ],
  ...[
    '../../../../etc/passwd',
    '..\\..\\x',
    '/etc/passwd',
    'file:///etc/passwd',
    'http://127.0.0.1/',
    '//evil.example',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    'a.b',
    'a[0]',
    '*',
    '.',
    '..',
  ],
  ...[
    '2026-02-30',
    '2026-13-01T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01T00:00:00Z',
    '9999-12-31',
  ],
  ...[
    '=1+1',
    '@sum(a1)',
    '\r\nset-cookie: a=b',
    'a\nb',
    '[fail]',
    '[reject]',
    'x'.repeat(256),
    'é'.repeat(5_000),
  ],
] as const;

const NUMBERS = [
  ...[0, -1, 1, 0.5, 101, 256, 65_536, 2_147_483_647, 2_147_483_648, -2_147_483_649, 4_294_967_296],
  ...[
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER + 1,
    8.64e15,
    8.64e15 + 1,
    1e21,
    5e-324,
  ],
  ...[
    '1e400',
    '-1e400',
    '9223372036854775808',
    '-9223372036854775809',
    '123456789012345678901234567890',
    '-0',
    '0.1e1',
  ].map(rawNumber),
] as const;

/** Names that mean something to JavaScript, and ones that mean nothing. */
export const nastyKey: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'toJSON',
    'then',
    'length',
    'valueOf',
    '',
    'a.b',
    '0',
    '\0',
  ],
  ...[
    'userId',
    'user_id',
    'isAdmin',
    'costCredits',
    'priceFen',
    'json',
    'meta',
    '\ud800',
    '$where',
    '$ne',
    'x'.repeat(300),
  ],
);

const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<string>(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 20_000 }).map((length) => '长'.repeat(length)) },
);

const nested: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom(2, 20, 200, 1_500), fc.boolean())
  .map(([depth, asList]) => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i += 1) value = asList ? [value] : { a: value };
    return value;
  });

/** Any JSON value that a careful client would not send. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: nastyText },
  { weight: 3, arbitrary: fc.constantFrom<number | string>(...NUMBERS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], [1, 2], { length: 1e8 }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(nastyKey, fc.constantFrom(1, 'x', null))
      .map(([key, value]) => withKey({}, key, value)),
  },
  { weight: 1, arbitrary: fc.array(nastyText, { maxLength: 3 }) },
  { weight: 1, arbitrary: nested },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 100, max: 3_000 })
      .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]))),
  },
);

/** Text for where only text can be: addresses and queries. */
export const nastyWord: fc.Arbitrary<string> = nastyText;

/** A copy of `object` that has `key` as its own, whatever the name. */
export function withKey(object: object, key: string, value: unknown): object {
  return Object.defineProperty({ ...object }, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
