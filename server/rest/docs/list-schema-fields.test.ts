import { describe, expect, it } from 'vitest';
import { listSchemaFields } from './list-schema-fields.ts';

describe('the table of fields', () => {
  it('names nested fields by their path, follows references, and merges the variants of a union', () => {
    const components = {
      Payment: { type: 'object', properties: { mode: { enum: ['live'] } }, required: ['mode'] },
    };
    const one = {
      type: 'object',
      properties: {
        id: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        payment: { anyOf: [{ $ref: '#/components/schemas/Payment' }, { type: 'null' }] },
        at: { type: ['string', 'null'], format: 'date-time', description: 'when' },
      },
      required: ['id', 'payment'],
    };
    const other = {
      type: 'object',
      properties: { name: { type: 'string', minLength: 1, maxLength: 9 } },
      required: [],
    };
    const schema = {
      properties: { items: { type: 'array', items: { anyOf: [one, other] } } },
      required: ['items'],
    };
    expect(listSchemaFields(schema, components)).toEqual([
      { path: 'items', type: 'object[]', isOptional: false, meaning: '' },
      { path: 'items[].id', type: 'integer', isOptional: false, meaning: '≥ 1' },
      { path: 'items[].payment', type: 'object | null', isOptional: false, meaning: '' },
      { path: 'items[].payment.mode', type: '"live"', isOptional: false, meaning: '' },
      { path: 'items[].at', type: 'date-time | null', isOptional: true, meaning: 'when' },
      { path: 'items[].name', type: 'string', isOptional: true, meaning: '1–9 characters' },
    ]);
  });
});
