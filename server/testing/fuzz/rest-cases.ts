import fc from 'fast-check';
import {
  actorFor,
  brokenBody,
  contentType,
  someHeaders,
  spoiledHeader,
  spoiledUrl,
  type FuzzCase,
} from './fuzz-case.ts';
import { nastyWord, writeJson } from './nasty-values.ts';
import { fromSchema, nearValid, type JsonSchema, type KnownValues } from './near-valid.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: JsonSchema;
}

/** One operation of the served document. */
export interface RestOperation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST';
  /** With `{name}` where parameters go. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Null when it takes none. */
  readonly body: JsonSchema | null;
}

/** The part of the OpenAPI document that is read here. */
export interface ApiDocument {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters?: readonly Parameter[];
        requestBody?: { content: Record<string, { schema: JsonSchema }> };
      }
    >
  >;
}

/** Every operation of a served document. */
export function listOperations(document: ApiDocument): RestOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      operationId,
      method: method === 'get' ? ('GET' as const) : ('POST' as const),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
}

type Request = Pick<FuzzCase, 'method' | 'url' | 'headers' | 'payload' | 'isReadable'>;

/** Requests aimed at one operation. */
export function restCases(operation: RestOperation, known: KnownValues): fc.Arbitrary<FuzzCase> {
  const request = fc
    .tuple(
      address(operation, known),
      operation.body ? nearValid(fromSchema(operation.body, known)) : fc.constant(undefined),
      idempotencyKey(operation),
    )
    .map(([url, body, headers]): Request => {
      const payload = body === undefined ? null : writeJson(body);
      return {
        method: operation.method,
        url: url.text,
        headers: { ...headers, ...(payload === null ? {} : { 'content-type': 'application/json' }) },
        payload,
        // JSON with the prototype's name in it is refused as a whole.
        isReadable:
          url.isReadable &&
          payload?.includes('__proto__') !== true &&
          payload?.includes('constructor') !== true,
      };
    });
  const spoiled = fc.tuple(request, harm).map(([whole, spoil]) => ({ ...spoil(whole), isReadable: false }));
  return fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: request }, { weight: 2, arbitrary: spoiled }),
      actorFor(operation.operationId),
      someHeaders,
    )
    .map(([whole, actor, headers]) => ({
      target: `rest ${operation.operationId}`,
      ...whole,
      headers: { ...whole.headers, ...headers },
      actor,
      proof: 'bearer' as const,
      isReadable: whole.isReadable && Object.keys(headers).length === 0,
      mayStream: false,
    }));
}

function address(
  operation: RestOperation,
  known: KnownValues,
): fc.Arbitrary<{ text: string; isReadable: boolean }> {
  const values = operation.parameters
    .filter((parameter) => parameter.in !== 'header')
    .map((parameter) =>
      fc.oneof(
        { weight: 3, arbitrary: fromSchema(parameter.schema ?? {}, known, parameter.name).map(String) },
        { weight: 2, arbitrary: nastyWord },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
    );
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'header');
  return fc.tuple(...values).map((chosen) => {
    let text = operation.path;
    const query: string[] = [];
    let isReadable = true;
    parameters.forEach((parameter, i) => {
      const value = chosen[i] ?? null;
      const written = encodeURIComponent((value ?? '').slice(0, 3_000).toWellFormed());
      if (parameter.in === 'query') {
        if (value !== null) query.push(`${parameter.name}=${written}`);
        return;
      }
      // Nothing, a dot or a novel where a name should be makes it another address.
      if (written === '' || written.length > 1_000 || /^\.{1,2}$/.test(written)) isReadable = false;
      text = text.replace(`{${parameter.name}}`, () => written);
    });
    return { text: query.length === 0 ? text : `${text}?${query.join('&')}`, isReadable };
  });
}

function idempotencyKey(operation: RestOperation): fc.Arbitrary<Readonly<Record<string, string>>> {
  if (!operation.parameters.some((parameter) => parameter.in === 'header')) return fc.constant({});
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: fc.nat({ max: 40 }).map((n) => ({ 'idempotency-key': `key-${n}` })) },
  );
}

/** One thing wrong with the request as a whole. */
const harm: fc.Arbitrary<(whole: Request) => Request> = fc.oneof(
  brokenBody.map((payload) => (whole: Request) => ({
    ...whole,
    method: 'POST' as const,
    payload,
    headers: { ...whole.headers, 'content-type': 'application/json' },
  })),
  contentType.map((type) => (whole: Request) => ({
    ...whole,
    payload: whole.payload ?? '{}',
    headers: { ...whole.headers, 'content-type': type },
  })),
  fc
    .constantFrom<FuzzCase['method']>('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
    .map((method) => (whole: Request) => ({ ...whole, method })),
  spoiledUrl.map((spoil) => (whole: Request) => ({ ...whole, url: spoil(whole.url) })),
  spoiledHeader.map((headers) => (whole: Request) => ({
    ...whole,
    headers: { ...whole.headers, ...headers },
  })),
);

/** Requests for files, pages, health and addresses that are not there. */
export function strayCases(known: KnownValues): fc.Arbitrary<FuzzCase> {
  const word = nastyWord.map((text) => encodeURIComponent(text.slice(0, 300).toWellFormed()));
  const id = fc.oneof(fc.constantFrom(...(known['id'] ?? ['x'])).map(String), word);
  const url = fc.oneof(
    fc
      .tuple(
        id,
        fc.oneof(
          fc.constantFrom('0.png', '0.PNG', '00.png', '999.png', '..%2f0.png', '0.png%00', '.png'),
          word,
        ),
      )
      .map(([generation, name]) => `/files/generations/${generation}/${name}`),
    fc
      .tuple(
        fc.constantFrom('from', 'to', 'x'),
        fc.oneof(
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          word,
        ),
      )
      .map(([name, value]) => `/files/exports/transactions.csv?${name}=${encodeURIComponent(value)}`),
    fc.constantFrom(
      '/files/exports/account.json',
      '/files',
      '/files/',
      '/files/%2e%2e/%2e%2e/etc/passwd',
      '/files/generations//',
    ),
    fc.constantFrom(
      '/',
      '/healthz',
      '/api/docs',
      '/api',
      '/api/v1',
      '/api/v1/',
      '/api/v1/openapi.json',
      '/favicon.ico',
      '//',
      '/trpc',
    ),
    word.map((path) => `/${path}`),
    word.map((path) => `/api/v1/${path}`),
  );
  return fc
    .tuple(
      url,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant((same: string) => same) },
        { weight: 1, arbitrary: spoiledUrl },
      ),
      fc.constantFrom<FuzzCase['method']>('GET', 'GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'),
      actorFor(''),
      fc.constantFrom<FuzzCase['proof']>('bearer', 'cookie'),
      fc.oneof(someHeaders, spoiledHeader),
    )
    .map(([path, spoil, method, actor, proof, headers]) => ({
      target: 'files, pages and nothing',
      method,
      url: spoil(path),
      headers,
      payload: null,
      actor,
      proof,
      isReadable: false,
      mayStream: false,
    }));
}
