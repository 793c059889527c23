import superjson from 'superjson';
import { describe, expect, it } from 'vitest';
import { deserializeInput } from './deserialize-input.ts';

describe('reading an input', () => {
  it('gives back what a client wrote, with dates and fields left out', () => {
    const from = new Date('2026-03-01T00:00:00Z');
    for (const input of [
      { from, to: from, limit: 5, type: undefined },
      { a: { b: [from] } },
      'x',
      null,
      from,
    ])
      expect(deserializeInput(JSON.parse(superjson.stringify(input)))).toEqual(input);
    expect(deserializeInput({ json: { a: 1 } })).toEqual({ a: 1 });
  });

  it.each([
    ['a typed array of a hundred million numbers', { a: [['typed-array', 'Uint8Array']] }],
    ['a typed array below an allowed type', { a: ['Date', { b: [['typed-array', 'Float64Array']] }] }],
    ['a set', { a: ['set'] }],
    ['a map', { a: ['map'] }],
    ['a number beyond numbers', { a: ['bigint'] }],
    ['a regular expression', { a: ['regexp'] }],
    ['a class', { a: [['class', 'User']] }],
    ['a type nobody knows', { a: [['custom', 'x']] }],
    ['the prototype', { __proto__x: ['Date'], 'constructor.prototype.x': ['Date'] }],
    ['a thousand notes', Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`a${i}`, ['Date']]))],
    ['a note far down', { [Array(1_000).fill('a').join('.')]: ['Date'] }],
    ['notes that are none', 7],
  ])('refuses %s', (_, values) => {
    expect(() => deserializeInput({ json: { a: { length: 100_000_000 } }, meta: { values } })).toThrow();
  });

  it('does not look for equal objects, which a stranger could make it do for minutes', () => {
    const meta = { referentialEqualities: { a: ['b', '__proto__.x', 'no.such.path'] } };
    expect(deserializeInput({ json: { a: {}, b: {} }, meta })).toEqual({ a: {}, b: {} });
  });

  it.each([undefined, null, 1, 'text', [], { json: 1, meta: 1 }, { json: 1, meta: null }])(
    'refuses %j',
    (payload) => {
      expect(() => deserializeInput(payload)).toThrow();
    },
  );

  it('takes JSON of any depth', () => {
    const json: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(deserializeInput({ json })).toBe(json);
  });
});
