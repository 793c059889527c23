import fc from 'fast-check';
import { nastyKey, nastyValue, withKey } from './nasty-values.ts';

/** The part of JSON Schema that zod and OpenAPI write here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** Values of the world that a field of that name may hold, so that inputs meet rows that are there. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** `format` of what is a Date to a contract. */
export const DATE_FORMAT = 'x-date';

/** Values that `schema` allows, as far as it says. */
export function fromSchema(schema: JsonSchema, known: KnownValues, name = ''): fc.Arbitrary<unknown> {
  const pool = known[name];
  const free = fromType(schema, known);
  if (pool === undefined || pool.length === 0) return free;
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: free });
}

function fromType(schema: JsonSchema, known: KnownValues): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => fromSchema(choice, known)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return fromObject(schema, known);
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, known), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 1_000_000_000) });
    case 'string':
      return fromString(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return nastyValue;
  }
}

function fromObject(schema: JsonSchema, known: KnownValues): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [name, fromSchema(field, known, name)] as const,
  );
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: [...(schema.required ?? [])],
    noNullPrototype: true,
  });
}

function fromString(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.format === DATE_FORMAT) return fc.date({ noInvalidDate: true });
  if (schema.format === 'email') return fc.emailAddress();
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern, 'u'));
  const minLength = schema.minLength ?? 0;
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(schema.maxLength ?? 40, 60)) });
}

type Damage = (value: unknown) => unknown;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  // Somewhere inside, something else.
  {
    weight: 8,
    arbitrary: fc.tuple(fc.nat(), nastyValue).map(
      ([at, nasty]) =>
        (value: unknown) =>
          replaceAt(value, at, () => nasty),
    ),
  },
  // In a list, or the list's first.
  {
    weight: 1,
    arbitrary: fc.nat().map((at) => (value: unknown) => replaceAt(value, at, (inner) => [inner])),
  },
  { weight: 2, arbitrary: fc.nat().map((at) => (value: unknown) => dropAt(value, at)) },
  {
    weight: 2,
    arbitrary: fc.tuple(nastyKey, nastyValue).map(
      ([key, nasty]) =>
        (value: unknown) =>
          isObject(value) ? withKey(value, key, nasty) : nasty,
    ),
  },
  { weight: 1, arbitrary: nastyValue.map((nasty) => () => nasty) },
  { weight: 3, arbitrary: fc.constant((value: unknown) => value) },
);

/** Mostly one thing wrong, sometimes nothing. */
export function nearValid(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, damage).map(([value, harm]) => harm(value));
}

/** The `at`th field (modulo their number) exchanged; the whole when it has none. */
function replaceAt(value: unknown, at: number, exchange: (inner: unknown) => unknown): unknown {
  const names = isObject(value) ? Object.keys(value) : [];
  const name = names[at % Math.max(1, names.length)];
  if (!isObject(value) || name === undefined) return exchange(value);
  const inner = value[name];
  // A field of an object inside is as likely as the object itself.
  const isDeeper = isObject(inner) && Object.keys(inner).length > 0 && at % 2 === 0;
  return withKey(value, name, isDeeper ? replaceAt(inner, at >> 1, exchange) : exchange(inner));
}

function dropAt(value: unknown, at: number): unknown {
  if (!isObject(value)) return undefined;
  const names = Object.keys(value);
  const dropped = names[at % Math.max(1, names.length)];
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== dropped));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
