import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { storeOutput } from './store-output.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'studio-output-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const serve = (response: Response) => ({ fetch: async () => response });

it('writes all of the file', async () => {
  const bytes = Buffer.alloc(300_000, 'picture');
  await storeOutput(serve(new Response(bytes)), '/files/a', path.join(folder, 'a.png'));
  expect(readFileSync(path.join(folder, 'a.png')).equals(bytes)).toBe(true);
});

it('writes over no file that is there, and through no link', async () => {
  const mine = path.join(folder, 'mine.txt');
  writeFileSync(mine, 'mine');
  symlinkSync(mine, path.join(folder, 'link'));
  for (const name of ['mine.txt', 'link'])
    await expect(storeOutput(serve(new Response('x')), '/files/a', path.join(folder, name))).rejects.toThrow(
      'EEXIST',
    );
  expect(readFileSync(mine, 'utf8')).toBe('mine');
});

it('writes nothing of a refusal', async () => {
  const refusal = new Response('{"reason":"NOT_FOUND"}', { status: 404 });
  await expect(storeOutput(serve(refusal), '/files/a', path.join(folder, 'a'))).rejects.toThrow('404');
  expect(readdirSync(folder)).toEqual([]);
});

it('gives up an answer that does not end', async () => {
  const cancel = vi.fn();
  const endless = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.enqueue(new Uint8Array(10_000)),
    cancel,
  });
  const file = path.join(folder, 'a.png');
  await expect(storeOutput(serve(new Response(endless)), '/files/a', file, 100_000)).rejects.toThrow(
    'larger',
  );
  expect(cancel).toHaveBeenCalledOnce();
  if (existsSync(file)) expect(readFileSync(file).length).toBeLessThanOrEqual(100_000);
});

it.each(['/trpc/auth.me', '/files/../trpc/auth.me', '/files/%2e%2e/trpc/auth.me', '/files'])(
  'asks for files alone, and not for %s',
  async (url) => {
    const fetch = vi.fn<() => Promise<Response>>();
    await expect(storeOutput({ fetch }, url, path.join(folder, 'a'))).rejects.toThrow('no file');
    expect(fetch).not.toHaveBeenCalled();
  },
);
