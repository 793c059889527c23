import { createEvent } from './cancelable-event.ts';
import { ipcMain, type IpcMain } from './ipc-main.ts';
import type { WebFrameMain } from './web-frame-main.ts';
import { createCodec } from './world/codec.ts';
import type { FromPreload, ToPreload } from './world/messages.ts';

/** Who has sent a message. */
export interface IpcSender {
  readonly ipc: IpcMain;
  readonly mainFrame: WebFrameMain;
  send(channel: string, ...args: unknown[]): void;
}

const codec = createCodec();

/** Hands a message of a preload to the app's listeners, and the answer of a handler back. */
export async function receiveIpc(
  sender: IpcSender,
  message: Extract<FromPreload, { kind: 'invoke' | 'send' }>,
  reply: (message: ToPreload) => void,
): Promise<void> {
  const { channel } = message;
  const args = codec.decode(message.args) as unknown[];
  const event = createEvent({
    sender,
    senderFrame: sender.mainFrame,
    processId: sender.mainFrame.processId,
    frameId: sender.mainFrame.routingId,
    ports: [],
    type: 'frame',
  });
  if (message.kind === 'send') {
    const withReply = Object.assign(event, {
      reply: (to: string, ...rest: unknown[]) => sender.send(to, ...rest),
    });
    sender.ipc.emit(channel, withReply, ...args);
    ipcMain.emit(channel, withReply, ...args);
    return;
  }
  const handler = sender.ipc.findHandler(channel) ?? ipcMain.findHandler(channel);
  const { id } = message;
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    reply({ kind: 'answer', id, value: codec.encode(await handler(event, ...args)) });
  } catch (error) {
    reply({ kind: 'refusal', id, error: String(error) });
  }
}

/** A message of main, as it travels to a preload. Throws for what cannot be cloned. */
export function writeIpcEvent(channel: string, args: readonly unknown[]): ToPreload {
  return { kind: 'event', channel, args: codec.encode(args) };
}

/** The error a preload has failed with. */
export function readPreloadError(text: string): Error {
  return codec.decode(text) as Error;
}
