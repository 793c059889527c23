import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import {
  APP_ORIGIN,
  DESKTOP_CALLS,
  SHELL_PREFIX,
  type DesktopAnswers,
  type DesktopCall,
  type DesktopInput,
} from '../../shared/contracts/desktop.ts';
import type { Log } from './log-file.ts';
import type { CallHandler, Shell } from './shell.ts';

/** The frame a call comes from, as far as it is judged. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: object | null;
}

/** Whether a frame may make a call: the main frame of a page of ours, and of the right kind. */
export function mayCall(frame: SenderFrame | null, from: 'all' | 'screens'): boolean {
  if (frame === null || frame.parent !== null || frame.origin !== APP_ORIGIN) return false;
  if (!frame.url.startsWith(`${APP_ORIGIN}/`)) return false;
  return from === 'all' || frame.url.startsWith(`${APP_ORIGIN}${SHELL_PREFIX}`);
}

/**
 * Makes {@link Shell.handle}: every channel of the one list passes through here, where its sender is judged and its
 * input parsed. A refused call learns only that it was refused.
 */
export function createCallHandling(ipc: Pick<IpcMain, 'handle'>, log: Log): Shell['handle'] {
  return <C extends DesktopCall>(channel: C, handler: CallHandler<C>): void => {
    const { from, input } = DESKTOP_CALLS[channel];
    ipc.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]): Promise<DesktopAnswers[C]> => {
      if (!mayCall(event.senderFrame, from)) {
        log.warn(`a call of ${channel} came from elsewhere`);
        throw new Error('refused');
      }
      const parsed = input.safeParse(args);
      if (!parsed.success) {
        log.warn(`a call of ${channel} was given something else than it takes`);
        throw new Error('refused');
      }
      try {
        return await handler(parsed.data as DesktopInput<C>, event.sender);
      } catch (error) {
        log.error(`a call of ${channel} failed`, error);
        throw new Error('failed', { cause: error });
      }
    });
  };
}
