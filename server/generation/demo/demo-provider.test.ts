import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { GenerationOptions } from '../../../shared/contracts/generation.ts';
import { ProviderError, type ProviderEvent, type ProviderRequest } from '../generation-provider.ts';
import { createDemoProvider } from './demo-provider.ts';

const provider = createDemoProvider({ pace: 0 });
afterAll(() => provider.close());

type Image = Extract<ProviderEvent, { type: 'image' }>;

function request(
  kind: 'IMAGE' | 'TEXT',
  prompt: string,
  options: GenerationOptions = {},
  count = 1,
): ProviderRequest {
  return { requestKey: 'test', kind, prompt, options, count };
}

async function run(wanted: ProviderRequest, signal = new AbortController().signal) {
  const events: ProviderEvent[] = [];
  let error: unknown = null;
  try {
    for await (const event of provider.generate(wanted, signal)) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return {
    events,
    error,
    images: events.filter((event): event is Image => event.type === 'image'),
    text: events.map((event) => (event.type === 'text' ? event.delta : '')).join(''),
    deltas: events.filter((event) => event.type === 'text').length,
  };
}

/** Reads what the PNG specification (11.2.2, 11.2.4) says of a picture's size, and checks that all its pixels are there. */
function decode(bytes: Uint8Array): { width: number; height: number; isComplete: boolean } {
  const png = Buffer.from(bytes);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png.readUInt8(25) === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return {
    width,
    height,
    isComplete: inflateSync(Buffer.concat(data)).length === height * (1 + width * channels),
  };
}

describe('demo provider', () => {
  it('draws the same bytes for the same prompt and seed, and others for another prompt, seed or index', async () => {
    const first = await run(request('IMAGE', '海上的灯塔', { seed: 7 }, 2));
    const again = await run(request('IMAGE', '海上的灯塔', { seed: 7 }));
    const otherSeed = await run(request('IMAGE', '海上的灯塔', { seed: 8 }));
    const otherPrompt = await run(request('IMAGE', 'a quiet forest', { seed: 7 }));
    expect(first.images.map(({ index }) => index)).toEqual([0, 1]);
    expect(again.images).toEqual(first.images.slice(0, 1));
    const pictures = [...first.images, ...otherSeed.images, ...otherPrompt.images].map(({ bytes }) =>
      Buffer.from(bytes).toString('base64'),
    );
    expect(new Set(pictures).size).toBe(4);
  });

  it.each([
    ['square', 768, 768],
    ['landscape', 1024, 640],
    ['portrait', 640, 1024],
  ] as const)('draws a whole PNG of the size asked for: %s', async (size, width, height) => {
    const { images } = await run(request('IMAGE', 'stars above the desert', { size }));
    expect(images[0]).toMatchObject({ mimeType: 'image/png', width, height });
    expect(decode(images[0]!.bytes)).toEqual({ width, height, isComplete: true });
  });

  it('writes piece by piece in the language of the prompt, about the prompt, and says that it is a demo', async () => {
    const chinese = await run(request('TEXT', '雨后的小镇'));
    expect(chinese.text).toMatch(/^（演示文本）.*雨后的小镇/s);
    expect(chinese.deltas).toBeGreaterThan(3);
    const english = await run(request('TEXT', 'a town after $& rain', { seed: 3 }));
    expect(english.text).toMatch(/^\(Demo text\).*a town after \$& rain/s);
    expect((await run(request('TEXT', 'a town after $& rain', { seed: 3 }))).text).toBe(english.text);
  });

  it('reports progress that never decreases', async () => {
    const { events } = await run(request('TEXT', 'progress'));
    const steps = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
  });

  it.each(['[fail] a tree', 'a tree [FAIL]'])('fails on purpose before any output: %s', async (prompt) => {
    for (const kind of ['IMAGE', 'TEXT'] as const) {
      const { error, images, text, events } = await run(request(kind, prompt));
      expect(error).toEqual(new ProviderError('PROVIDER_FAILED'));
      expect([images.length, text]).toEqual([0, '']);
      expect(events.length).toBeGreaterThan(0);
    }
  });

  it('fails on purpose after the first of several images', async () => {
    const { error, images } = await run(request('IMAGE', '[fail-late] a tree', {}, 3));
    expect(error).toEqual(new ProviderError('PROVIDER_FAILED'));
    expect(images).toHaveLength(1);
  });

  it('rejects on purpose without doing anything', async () => {
    const { error, events } = await run(request('IMAGE', 'a tree [reject]'));
    expect(error).toEqual(new ProviderError('PROMPT_REJECTED'));
    expect(events).toEqual([]);
  });

  it('stops with the reason of the signal, while waiting and while drawing', async () => {
    const slow = createDemoProvider({ pace: 1_000 });
    const abort = new AbortController();
    const iterator = slow.generate(request('IMAGE', 'never'), abort.signal)[Symbol.asyncIterator]();
    const pending = iterator.next();
    abort.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
    await slow.close();

    const during = new AbortController();
    const drawing = run(request('IMAGE', 'never', {}, 4), during.signal);
    setImmediate(() => during.abort(new Error('enough')));
    expect((await drawing).error).toEqual(new Error('enough'));
  });

  it('takes many small steps when asked to be slow, so that cancelling can be tried', async () => {
    const { events, images } = await run(request('IMAGE', 'a tree [SLOW]'));
    expect(events.filter(({ type }) => type === 'progress').length).toBeGreaterThan(30);
    expect(images).toHaveLength(1);
  });

  it('draws nothing more once it is closed', async () => {
    const closed = createDemoProvider({ pace: 0 });
    await closed.close();
    await closed.close();
    const events = closed.generate(request('IMAGE', 'sea'), new AbortController().signal);
    const drain = async () => {
      for await (const event of events) expect(event.type).toBe('progress');
    };
    await expect(drain()).rejects.toEqual(new ProviderError('PROVIDER_UNAVAILABLE'));
  });

  it('keeps no process alive when it has nothing to draw', () => {
    const script = `
      const { createDemoProvider } = await import('${new URL('./demo-provider.ts', import.meta.url).href}');
      const provider = createDemoProvider({ pace: 0 });
      for await (const event of provider.generate({ requestKey: 'x', kind: 'IMAGE', prompt: 'sea', count: 1, options: {} }, new AbortController().signal)) {
        if (event.type === 'image') console.log(event.width);
      }`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect([child.status, child.stdout.trim(), child.stderr]).toEqual([0, '768', '']);
  });
});
