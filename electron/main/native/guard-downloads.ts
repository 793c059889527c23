import { session, type DownloadItem, type Event } from 'electron';
import { APP_ORIGIN } from '../../../shared/contracts/desktop.ts';
import type { Shell, ShellPart } from '../shell.ts';

/** What a page may download: the server's files. Where to, Electron asks the user. */
const ALLOWED = `${APP_ORIGIN}/files/`;

/** Lets pages download the server's files and nothing from anywhere else. */
export function guardDownloads(shell: Shell): ShellPart {
  const judge = (event: Event, item: DownloadItem): void => {
    if (item.getURL().startsWith(ALLOWED)) return;
    event.preventDefault();
    shell.log.warn('a page was to download something that is no file of the server');
  };
  session.defaultSession.on('will-download', judge);
  return { stop: () => void session.defaultSession.off('will-download', judge) };
}
