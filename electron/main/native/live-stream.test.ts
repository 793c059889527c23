import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live.ts';
import { openLiveStream } from './live-stream.ts';

const BYE = `data: {"json":{"type":"bye","reason":"SIGNED_OUT"}}\n\n`;
const END = 'event: return\ndata:\n\n';
const CHANGED = `data: {"json":{"type":"changed","topic":"credits","id":null}}\n\n`;

beforeEach(() => {
  vi.useFakeTimers();
  // In the middle of what chance may do to a delay.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function answer(...chunks: string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => chunks.forEach((chunk) => stream.enqueue(new TextEncoder().encode(chunk))),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

it('tells what the server says and skips what it does not know', async () => {
  const taken: LiveEvent[] = [];
  const ask = vi.fn(() =>
    Promise.resolve(answer('data: nonsense\n\ndata: {"json":{"type":"new"}}\n\n', CHANGED)),
  );
  const stop = openLiveStream(ask, (event) => taken.push(event));
  await vi.waitFor(() => expect(taken).toEqual([{ type: 'changed', topic: 'credits', id: null }]));
  expect(ask).toHaveBeenCalledExactlyOnceWith('/trpc/live.events', expect.anything());
  stop();
});

it('comes back after a refusal, after an end and after silence', async () => {
  const ask = vi.fn(() => Promise.resolve(answer(CHANGED)));
  ask.mockResolvedValueOnce(new Response(null, { status: 401 })).mockResolvedValueOnce(answer(END));
  const taken: LiveEvent[] = [];
  const stop = openLiveStream(ask, (event) => taken.push(event));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(taken).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(ask).toHaveBeenCalledTimes(4);
  stop();
});

it('stays stopped when the server has said more in the same breath', async () => {
  const ask = vi.fn(() => Promise.resolve(answer(BYE + CHANGED + END)));
  const taken: LiveEvent[] = [];
  const stop = openLiveStream(ask, (event) => {
    taken.push(event);
    stop();
  });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(taken).toHaveLength(1);
  expect(ask).toHaveBeenCalledOnce();
});

it('asks less and less often while it fails, a minute apart at most, and anew once something was told', async () => {
  const ask = vi.fn<() => Promise<Response>>(() => Promise.reject(new Error('away')));
  const stop = openLiveStream(ask, () => undefined);
  const listDelays = async (count: number): Promise<number[]> => {
    const delays: number[] = [];
    for (let seconds = 1; delays.length < count; seconds += 1) {
      const before = ask.mock.calls.length;
      await vi.advanceTimersByTimeAsync(1_000);
      if (ask.mock.calls.length === before) continue;
      delays.push(seconds);
      seconds = 0;
    }
    return delays;
  };
  await vi.advanceTimersByTimeAsync(0);
  expect(await listDelays(6)).toEqual([2, 4, 8, 16, 32, 60]);
  ask.mockResolvedValueOnce(answer(CHANGED + END));
  expect(await listDelays(3)).toEqual([60, 2, 4]);
  stop();
});

it.each([
  ['one line without an end', 'data: x'.repeat(50_000)],
  ['one event without an end', 'data: x\n'.repeat(50_000)],
])('gives up a stream that sends %s, and comes back later', async (_title, flood) => {
  const isCancelled = vi.fn();
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.enqueue(new TextEncoder().encode(flood)),
    cancel: isCancelled,
  });
  const headers = { 'content-type': 'text/event-stream' };
  const ask = vi.fn(() => Promise.resolve(answer(CHANGED)));
  ask.mockResolvedValueOnce(new Response(body, { headers }));
  const taken: LiveEvent[] = [];
  const stop = openLiveStream(ask, (event) => taken.push(event));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isCancelled).toHaveBeenCalledOnce();
  expect(ask).toHaveBeenCalledTimes(2);
  expect(taken).toHaveLength(1);
  stop();
});
