import { session, type DownloadItem, type Event } from 'electron';
import { APP_ORIGIN } from '../../../shared/contracts/desktop.ts';
import type { Shell, ShellPart } from '../shell.ts';

/** What a page may download: the server's files, and what it has made itself. Where to, Electron asks the user. */
const ALLOWED = [`${APP_ORIGIN}/files/`, `blob:${APP_ORIGIN}/`];

/** Lets pages download the server's files and texts of their own, and nothing from anywhere else. */
export function guardDownloads(shell: Shell): ShellPart {
  const judge = (event: Event, item: DownloadItem): void => {
    if (ALLOWED.some((start) => item.getURL().startsWith(start))) return;
    event.preventDefault();
    shell.log.warn('a page was to download something from elsewhere');
  };
  session.defaultSession.on('will-download', judge);
  return { stop: () => void session.defaultSession.off('will-download', judge) };
}
