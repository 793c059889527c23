import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { askServer } from './ask-server.ts';

const schema = z.object({ credits: z.int() });

afterEach(() => void vi.restoreAllMocks());

it('asks with what a query takes and promises what is needed of the answer', async () => {
  const ask = vi.fn(async (_path: string) =>
    Response.json({ result: { data: { json: { credits: 620, prompt: 'a lake' } } } }),
  );
  expect(await askServer(ask, 'orders.get', schema, { orderNo: 'R1&2' })).toEqual({ credits: 620 });
  expect(decodeURIComponent(ask.mock.calls[0]?.[0] ?? '')).toBe(
    '/trpc/orders.get?input={"json":{"orderNo":"R1&2"}}',
  );
});

it('waits for no server for ever', async () => {
  const clock = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
  const never = (_path: string, init?: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('too late')));
    });
  const asking = askServer(never, 'statistics.overview', schema);
  clock.abort();
  await expect(asking).rejects.toThrow('too late');
});

it.each([
  ['more than it could be', () => new Response('{"a":"' + 'x'.repeat(2_000_000))],
  ['a page', () => new Response('<html></html>')],
  ['something else', () => Response.json({ result: { data: { json: { credits: '620' } } } })],
  ['nothing', () => Response.json(null)],
  ['a refusal', () => new Response('{}', { status: 401 })],
])('throws when it is answered %s', async (_title, answer) => {
  await expect(askServer(async () => answer(), 'statistics.overview', schema)).rejects.toThrow();
});
