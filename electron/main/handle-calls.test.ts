import type { IpcMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { DESKTOP_CALLS, type DesktopCall } from '../../shared/contracts/desktop.ts';
import { createCallHandling, mayCall, type SenderFrame } from './handle-calls.ts';

type Listener = (event: unknown, ...args: unknown[]) => Promise<unknown>;

const APP: SenderFrame = { url: 'app://studio/create', origin: 'app://studio', parent: null };
const SCREEN: SenderFrame = { ...APP, url: 'app://studio/_shell/settings' };
const STRANGERS: (SenderFrame | null)[] = [
  null,
  { ...APP, parent: {} },
  { ...APP, origin: 'null' },
  { ...APP, origin: 'app://studio.evil' },
  { ...APP, origin: 'https://studio' },
  { ...APP, url: 'app://studio.evil/create' },
  { ...APP, url: 'about:blank' },
  { ...APP, url: 'data:text/html,app://studio/' },
  { url: 'https://evil.example/', origin: 'https://evil.example', parent: null },
  { url: 'file:///x', origin: 'file://', parent: null },
];
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** A call of `channel` whose handler notes that it was reached. */
function listen(channel: DesktopCall, handler = vi.fn(() => null)) {
  let listener: Listener | undefined;
  const ipc = { handle: (_channel: string, added: Listener) => (listener = added) };
  createCallHandling(ipc as unknown as IpcMain, log)(channel, handler as never);
  const call = (senderFrame: SenderFrame | null, ...args: unknown[]): Promise<unknown> =>
    listener!({ senderFrame, sender: 'contents' }, ...args);
  return { call, handler };
}

describe('a call of the shell', () => {
  it.each(Object.keys(DESKTOP_CALLS) as DesktopCall[])('is refused to strangers: %s', async (channel) => {
    const { call, handler } = listen(channel);
    for (const stranger of STRANGERS) await expect(call(stranger)).rejects.toThrow(/^refused$/);
    expect(handler).not.toHaveBeenCalled();
  });

  it('is for the shell’s own screens alone where the list says so', () => {
    expect([mayCall(APP, 'all'), mayCall(APP, 'screens')]).toEqual([true, false]);
    expect([mayCall(SCREEN, 'all'), mayCall(SCREEN, 'screens')]).toEqual([true, true]);
  });

  it.each<[DesktopCall, unknown[]]>([
    ['desktop:get-state', [1]],
    ['desktop:set-settings', []],
    ['desktop:set-settings', [{ theme: 'blue' }]],
    ['desktop:set-settings', [{ theme: 'dark' }, 1]],
    ['desktop:set-settings', [{ mode: 'hosted', serverUrl: 'https://evil.example' }]],
    ['desktop:set-settings', [JSON.parse('{"__proto__":1,"window":{}}')]],
    ['desktop:set-settings', [{ zoom: Number.NaN }]],
    ['desktop:choose-connection', [{ mode: 'hosted' }]],
    ['desktop:choose-connection', [{ mode: 'local', dataDir: '/etc' }]],
    ['desktop:choose-connection', ['local']],
    ['desktop:save-file', [{ url: 'https://evil.example/x', name: 'x' }]],
    ['desktop:save-file', [{ url: '//evil.example/files/x', name: 'x' }]],
    ['desktop:save-file', [{ url: '/trpc/auth.me', name: 'x' }]],
    ['desktop:save-file', [{ url: '/files/../trpc/auth.me', name: 'x' }]],
    ['desktop:save-file', [{ url: '/files/%2e%2E/trpc/auth.me', name: 'x' }]],
    ['desktop:save-file', [{ url: '/files/a\\b', name: 'x' }]],
    ['desktop:save-file', [{ url: '/files/x', name: 'x', path: '/etc/passwd' }]],
    ['desktop:save-file', [{ url: '/files/x', name: '' }]],
    ['desktop:drag-file', [{ url: 'file:///etc/passwd', name: 'x' }]],
    ['desktop:show-logs', ['/etc']],
  ])('is refused what it does not take: %s %j', async (channel, args) => {
    const { call, handler } = listen(channel);
    await expect(call(SCREEN, ...args)).rejects.toThrow(/^refused$/);
    expect(handler).not.toHaveBeenCalled();
  });

  it('reaches its handler with what was parsed; a failure says nothing of why', async () => {
    const { call, handler } = listen('desktop:save-file');
    const file = { url: '/files/generations/1/picture%20one.png?size=2', name: '灯塔.png' };
    expect(await call(APP, file)).toBeNull();
    expect(handler).toHaveBeenCalledWith([file], 'contents');
    handler.mockImplementation(() => {
      throw new Error('a token in the message');
    });
    await expect(call(APP, file)).rejects.toThrow(/^failed$/);
  });
});
