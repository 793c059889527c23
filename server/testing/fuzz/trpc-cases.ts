import fc from 'fast-check';
import superjson from 'superjson';
import { z } from 'zod';
import { appRouter } from '../../app-router.ts';
import {
  actorFor,
  brokenBody,
  contentType,
  someHeaders,
  spoiledHeader,
  spoiledUrl,
  type FuzzCase,
} from './fuzz-case.ts';
import { nastyKey, nastyValue, nastyWord, withKey, writeJson } from './nasty-values.ts';
import { DATE_FORMAT, fromSchema, nearValid, type JsonSchema, type KnownValues } from './near-valid.ts';

type ProcedureType = 'query' | 'mutation' | 'subscription';

interface Procedure {
  readonly path: string;
  readonly type: ProcedureType;
  /** Null when it takes none. */
  readonly input: JsonSchema | null;
}

/** Every procedure of the root router, as the router itself tells. */
export function listProcedures(): Procedure[] {
  const procedures = appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: ProcedureType; inputs: readonly unknown[] } }
  >;
  return Object.entries(procedures).map(([path, { _def }]) => {
    const [input] = _def.inputs;
    return { path, type: _def.type, input: input instanceof z.ZodType ? toSchema(input) : null };
  });
}

function toSchema(input: z.ZodType): JsonSchema {
  return z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: DATE_FORMAT });
    },
  }) as JsonSchema;
}

/** Requests aimed at one procedure. */
export function trpcCases(procedure: Procedure, known: KnownValues): fc.Arbitrary<FuzzCase> {
  const valid = (procedure.input ? fromSchema(procedure.input, known) : fc.constant(undefined)).map(
    (input) => (procedure.input ? (superjson.serialize(input) as Wire) : {}),
  );
  const nearly = fc
    .tuple(valid, fc.nat())
    .chain(([wire]) => nearValid(fc.constant(wire.json)).map((json): Wire => ({ ...wire, json })));
  const plain = nearly.map((wire) => {
    const body = writeJson(wire);
    return call(procedure, body, canBeRead(body));
  });
  const bent = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(nearly, notes)
        .map(([wire, meta]) => call(procedure, writeJson({ ...wire, meta }), false)),
    },
    { weight: 1, arbitrary: nastyValue.map((wire) => call(procedure, writeJson(wire), false)) },
    { weight: 2, arbitrary: brokenBody.map((body) => call(procedure, body, false)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, contentType)
        .map(([wire, type]) => retype(call(procedure, writeJson(wire), false), type)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, otherMethod)
        .map(([wire, method]) => ({ ...call(procedure, writeJson(wire), false), method })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, spoiledUrl)
        .map(([wire, spoil]) => respell(call(procedure, writeJson(wire), false), spoil)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, spoiledHeader)
        .map(([wire, headers]) => ({ ...call(procedure, writeJson(wire), false), headers })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(nearly, { maxLength: 12 }), batchSize)
        .map(([wires, size]) => batch(procedure, wires, size)),
    },
  );
  return fc
    .tuple(
      fc.oneof({ weight: 6, arbitrary: plain }, { weight: 5, arbitrary: bent }),
      actorFor(procedure.path),
      fc.constantFrom<FuzzCase['proof']>('bearer', 'cookie'),
      someHeaders,
    )
    .map(([request, actor, proof, headers]) => ({
      target: `trpc ${procedure.path}`,
      ...request,
      headers: { 'sec-fetch-site': 'same-origin', ...request.headers, ...headers },
      actor,
      proof,
      isReadable: request.isReadable && Object.keys(headers).length === 0,
      mayStream: procedure.type === 'subscription',
    }));
}

interface Wire {
  readonly json?: unknown;
  readonly meta?: unknown;
}

type Request = Pick<FuzzCase, 'method' | 'url' | 'headers' | 'payload' | 'isReadable'>;

const JSON_TYPE = { 'content-type': 'application/json' };
const otherMethod = fc.constantFrom<FuzzCase['method']>('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS');
const batchSize = fc.constantFrom(1, 2, 10, 11, 500);

/** Whether the notes fit the values: an object noted as a date may be none that a date can be made of. */
function canBeRead(body: string): boolean {
  try {
    superjson.parse(body);
    return true;
  } catch {
    return false;
  }
}

function call({ path, type }: Procedure, body: string, isReadable: boolean): Request {
  if (type === 'mutation') {
    return { method: 'POST', url: `/trpc/${path}`, headers: JSON_TYPE, payload: body, isReadable };
  }
  const input = encodeURIComponent(body.slice(0, 60_000).toWellFormed());
  return { method: 'GET', url: `/trpc/${path}?input=${input}`, headers: {}, payload: null, isReadable };
}

function batch(procedure: Procedure, wires: readonly Wire[], size: number): Request {
  const inputs = Object.fromEntries(wires.map((wire, i) => [i, wire]));
  const { method, url, headers, payload } = call(procedure, writeJson(inputs), false);
  const paths = Array<string>(size).fill(procedure.path).join(',');
  const batched = url.replace(`/trpc/${procedure.path}`, `/trpc/${paths}`);
  return {
    method,
    url: `${batched}${batched.includes('?') ? '&' : '?'}batch=1`,
    headers,
    payload,
    isReadable: false,
  };
}

function retype(request: Request, type: string): Request {
  return { ...request, headers: { ...request.headers, 'content-type': type }, isReadable: false };
}

function respell(request: Request, spoil: (url: string) => string): Request {
  return { ...request, url: spoil(request.url), isReadable: false };
}

/** What superjson can be told about the types in a document, and what it cannot. */
const noteType: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[
    ['Date'],
    ['undefined'],
    ['bigint'],
    ['regexp'],
    ['set'],
    ['map'],
    ['Error'],
    ['URL'],
    ['number'],
    ['symbol'],
  ],
  ...[[['typed-array', 'Uint8Array']], [['typed-array', 'Float64Array']], [['typed-array', '__proto__']]],
  ...[
    [['class', 'Object']],
    [['custom', 'x']],
    [['symbol', 'iterator']],
    [['class', '__proto__']],
    ['__proto__'],
    [],
    [1],
  ],
);

const noteName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'id',
    'limit',
    'cursor',
    'from',
    'to',
    'prompt',
    'options',
    'options.seed',
    'orderNo',
    'account',
  ),
  fc.constantFrom('__proto__.x', 'constructor.prototype.x', 'a\\.b', 'a.b.c.d', 'a.'.repeat(3_000), '0', ''),
  nastyKey,
);

const notes: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(noteName, noteType).map(([name, type]) => ({ values: withKey({}, name, type) })),
  },
  { weight: 1, arbitrary: noteType.map((values) => ({ values })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(noteName, fc.array(noteName, { maxLength: 3 }))
      .map(([name, others]) => ({ referentialEqualities: withKey({}, name, others) })),
  },
  { weight: 1, arbitrary: fc.tuple(nastyValue, nastyValue).map(([values, v]) => ({ values, v })) },
  { weight: 1, arbitrary: nastyValue },
);

/** Requests below `/trpc` that are aimed at nothing. */
export const strayTrpcCases: fc.Arbitrary<FuzzCase> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        '',
        'none',
        'auth',
        'auth.',
        '.me',
        'auth.me.x',
        '__proto__',
        'auth.__proto__',
        'constructor',
        'toString',
      ),
      fc.constantFrom(
        'auth.me,auth.me',
        ',',
        ',,,,,,,,,,,',
        'auth.constructor',
        'a'.repeat(3_000),
        'credits/prices',
      ),
      nastyWord.map((word) => encodeURIComponent(word.slice(0, 500).toWellFormed())),
    ),
    fc.constantFrom(
      '',
      '?batch=1',
      '?batch=1&input={}',
      '?batch=2',
      '?input=null',
      '?connectionParams=x',
      '?connectionParams=%7B%22a%22:1%7D',
    ),
    otherMethod,
    someHeaders,
  )
  .map(([path, query, method, headers]) => ({
    target: 'trpc (nothing)',
    method,
    url: `/trpc/${path}${query}`,
    headers: { ...(method === 'POST' ? JSON_TYPE : {}), ...headers },
    payload: method === 'POST' ? '{}' : null,
    actor: null,
    proof: 'bearer',
    isReadable: false,
    mayStream: false,
  }));
