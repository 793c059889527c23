import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenToYuan, fenToYuanText, formatFen, parseYuanText } from './money.ts';

const fen = fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 });

describe('money', () => {
  it('writes yuan with two places and reads them back to the same fen', () => {
    fc.assert(fc.property(fen, (value) => parseYuanText(fenToYuanText(value)) === (value === 0 ? 0 : value)));
  });

  it('gives REST the decimal number of yuan', () => {
    expect([990, 2_500, 8_800, 1, 0].map(fenToYuan)).toEqual([9.9, 25, 88, 0.01, 0]);
  });

  it.each(['', '1.', '.5', '1.234', '1e3', ' 1', '１', '+1', '--1', '99999999999999999'])(
    'refuses %j',
    (text) => {
      expect(parseYuanText(text)).toBeNull();
    },
  );

  it('does not lose a fen to floats', () => {
    expect(parseYuanText('19.9')).toBe(1_990);
    expect(formatFen(-1_990)).toBe('-¥19.90');
  });

  it('refuses what is not an integer number of fen', () => {
    expect(() => fenToYuanText(9.9)).toThrow(TypeError);
  });
});
