/** The part of JSON Schema that our OpenAPI document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** One line of a table of fields. */
export interface SchemaField {
  /** Dotted; `[]` marks the items of a list. */
  readonly path: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly meaning: string;
}

/** Every field of `schema`, outermost first, with references looked up in `components`. */
export function listSchemaFields(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  path = '',
): SchemaField[] {
  const whole = resolve(schema, components);
  if (whole.items) return listSchemaFields(whole.items, components, `${path}[]`);
  const variants = (whole.anyOf ?? []).map((variant) => resolve(variant, components));
  const objects = [whole, ...variants].filter(({ properties }) => properties !== undefined);
  const fields = new Map<string, SchemaField>();
  for (const { properties = {}, required = [] } of objects) {
    for (const [name, field] of Object.entries(properties)) {
      const fieldPath = path === '' ? name : `${path}.${name}`;
      const known = resolve(field, components);
      fields.set(fieldPath, {
        path: fieldPath,
        type: nameType(known, components),
        isOptional: !required.includes(name),
        meaning: [field.description ?? known.description, describeLimits(known)].filter(Boolean).join('; '),
      });
      for (const inner of listSchemaFields(known, components, fieldPath)) fields.set(inner.path, inner);
    }
  }
  return [...fields.values()];
}

function resolve(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components[name] ?? schema);
}

function nameType(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): string {
  if (schema.anyOf) {
    return [...new Set(schema.anyOf.map((one) => nameType(resolve(one, components), components)))].join(
      ' | ',
    );
  }
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.items) return `${nameType(resolve(schema.items, components), components)}[]`;
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => (type === 'null' ? type : (schema.format ?? type))).join(' | ');
}

function describeLimits(schema: JsonSchema): string {
  const range = (low: number | undefined, high: number | undefined, unit: string): string => {
    const top = high === Number.MAX_SAFE_INTEGER ? undefined : high;
    if (low === undefined || low === Number.MIN_SAFE_INTEGER)
      return top === undefined ? '' : `≤ ${top}${unit}`;
    return top === undefined ? `≥ ${low}${unit}` : `${low}–${top}${unit}`;
  };
  return [range(schema.minimum, schema.maximum, ''), range(schema.minLength, schema.maxLength, ' characters')]
    .filter(Boolean)
    .join('; ');
}
