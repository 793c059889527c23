import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTextRecorder } from './create-text-recorder.ts';
import { ProviderError } from './generation-provider.ts';
import type { LeaseState } from './lease.ts';
import { RunStopped } from './run-stopped.ts';

let stored: string[];
let answer: LeaseState;
let stopped: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  stored = [];
  answer = 'held';
  stopped = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const create = () =>
  createTextRecorder(
    (text) => {
      stored.push(text);
      return Promise.resolve(answer);
    },
    (state) => new RunStopped(state),
    (error) => stopped.push(error),
  );

it('stores the first piece at once, then at most every 300 ms, always the whole text so far', async () => {
  const recorder = create();
  recorder.append('a');
  expect(recorder.hasDelivered).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(stored).toEqual(['a']);
  expect(recorder.hasDelivered).toBe(true);
  for (const piece of ['b', 'c', 'd']) {
    recorder.append(piece);
    await vi.advanceTimersByTimeAsync(99);
  }
  expect(stored).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(3);
  expect(stored).toEqual(['a', 'abcd']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stored).toHaveLength(2);
});

it('stores the rest at once at the end, and nothing when nothing is new', async () => {
  const recorder = create();
  recorder.append('a');
  await vi.advanceTimersByTimeAsync(0);
  recorder.append('b');
  await recorder.flush();
  await recorder.flush();
  expect(stored).toEqual(['a', 'ab']);
});

it('stores only what both databases can hold, and half a character not before its other half', async () => {
  const recorder = create();
  recorder.append('a\0\ud83d');
  await recorder.flush();
  recorder.append('\udd4a\udd4a');
  await recorder.flush();
  expect(stored).toEqual(['a', 'a🕊\ufffd']);
});

it('stores nothing more once that was refused, and says so', async () => {
  const recorder = create();
  answer = 'cancelled';
  recorder.append('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).toEqual([expect.objectContaining({ reason: 'cancelled' })]);
  recorder.append('b');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stored).toEqual(['a']);
  expect(recorder.hasDelivered).toBe(false);
});

it('stores nothing more once it is stopped', async () => {
  const recorder = create();
  recorder.append('a');
  await recorder.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stored).toEqual([]);
});

it('refuses a text without end', () => {
  const recorder = create();
  const long = 'x'.repeat(500_000);
  recorder.append(long);
  recorder.append(long);
  expect(() => recorder.append('x')).toThrow(ProviderError);
});
