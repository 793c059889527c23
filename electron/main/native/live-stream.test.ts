import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live.ts';
import { openLiveStream } from './live-stream.ts';

const BYE = `data: {"json":{"type":"bye","reason":"SIGNED_OUT"}}\n\n`;
const END = 'event: return\ndata:\n\n';
const CHANGED = `data: {"json":{"type":"changed","topic":"credits","id":null}}\n\n`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
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
