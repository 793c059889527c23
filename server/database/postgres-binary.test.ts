import { expect, it } from 'vitest';
import { encodeArray, encodeCopy } from './postgres-binary.ts';

const ID = '0b8bbd3e-1d25-4d0a-9c0b-6a3f3f0f3f0a';
const self = (value: string): string => value;

it('puts down UUIDs however their digits are written', () => {
  const lower = encodeArray('uuid', [ID], self);
  expect(lower?.subarray(-16).toString('hex')).toBe(ID.replaceAll('-', ''));
  expect(encodeArray('uuid', [ID.toUpperCase()], self)).toEqual(lower);
});

it('puts the next one down again after a value that is none of its type', () => {
  expect(encodeArray('uuid', ['none'], self)).toBeNull();
  expect(encodeArray('uuid', [ID], self)).not.toBeNull();
  const set = (place: number) => ({ table: 't', columns: { place: 'bigint' }, rows: [{ place }] }) as const;
  expect(encodeCopy(set(0.5))).toBeNull();
  expect(encodeCopy(set(1))).not.toBeNull();
});

it('gives each its own copy', () => {
  const first = encodeArray('text', ['first'], self);
  encodeArray('text', ['other'], self);
  expect(first?.toString('latin1')).toContain('first');
});
