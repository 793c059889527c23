import fc from 'fast-check';
import type { Rectangle } from 'electron';
import { expect, it } from 'vitest';
import { clampBounds } from './clamp-bounds.ts';

const LAPTOP: Rectangle = { x: 0, y: 25, width: 1_280, height: 735 };
const BESIDE: Rectangle = { x: 1_280, y: 0, width: 1_920, height: 1_040 };

it('a window starts in the middle of the primary screen, and not larger than that', () => {
  expect(clampBounds(null, [LAPTOP])).toEqual({ x: 40, y: 25, width: 1_200, height: 735 });
  expect(clampBounds(null, [BESIDE])).toEqual({ x: 1_640, y: 120, width: 1_200, height: 800 });
});

it('a window comes back where it was, also on another screen', () => {
  const there = { x: 1_400, y: 100, width: 900, height: 700 };
  expect(clampBounds(there, [LAPTOP, BESIDE])).toEqual(there);
});

it('a window whose screen has gone comes to the middle of the primary one', () => {
  const gone = { x: 1_400, y: 100, width: 900, height: 700 };
  expect(clampBounds(gone, [LAPTOP])).toEqual({ x: 190, y: 43, width: 900, height: 700 });
});

it('a window that hangs over an edge is pushed in', () => {
  expect(clampBounds({ x: -300, y: 30, width: 900, height: 700 }, [LAPTOP])).toMatchObject({ x: 0, y: 30 });
  expect(clampBounds({ x: 1_000, y: 500, width: 900, height: 700 }, [LAPTOP])).toMatchObject({
    x: 380,
    y: 60,
  });
});

it('whatever was remembered, a window lies on one screen as a whole', () => {
  const number = fc.integer({ min: -100_000, max: 100_000 });
  const size = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(fc.record({ x: number, y: number, width: size, height: size }), (wanted) => {
      const window = clampBounds(wanted, [LAPTOP, BESIDE]);
      const isInside = [LAPTOP, BESIDE].some(
        (area) =>
          window.x >= area.x &&
          window.y >= area.y &&
          window.x + window.width <= area.x + area.width &&
          window.y + window.height <= area.y + area.height,
      );
      expect(isInside && window.width >= 420 && window.height >= 560).toBe(true);
    }),
  );
});
