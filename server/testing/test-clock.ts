import type { Clock } from '../platform/clock.ts';

/** A clock that tests set by hand. */
export interface TestClock extends Clock {
  set(instant: Date): void;
  advance(milliseconds: number): void;
}

/** A clock that stands still at `start` until it is moved. */
export function createTestClock(start = new Date('2026-03-01T04:00:00Z')): TestClock {
  let nowMs = start.getTime();
  return {
    nowMs: () => nowMs,
    set: (instant) => {
      nowMs = instant.getTime();
    },
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}
