import { app, dialog, Notification } from 'electron';
import type { Shell, ShellPart } from '../../shell.ts';
import { nativeTexts } from '../texts.ts';
import { backUpBeforeUpdate } from './back-up-before-update.ts';
import { createUpdates, type Updates } from './create-updates.ts';
import { openElectronUpdater } from './open-electron-updater.ts';
import type { Updater } from './updater.ts';

/** The start of the app is busy enough. */
const FIRST_CHECK_MS = 30_000;
const CHECK_EVERY_MS = 6 * 3_600_000;

/** Looks for newer versions now and then, and answers the pages' calls about them. */
export function startUpdates(
  shell: Shell,
  openUpdater: () => Promise<Updater | null> = () => findUpdater(shell),
): ShellPart & Pick<Updates, 'check'> {
  const announced = new Set<string>();
  const updates = openUpdater()
    .catch((error: unknown) => {
      shell.log.error('the updater could not be loaded', error);
      return null;
    })
    .then((updater) => {
      if (updater === null) shell.setUpdate({ status: 'unsupported' });
      return createUpdates({
        updater,
        currentVersion: app.getVersion(),
        postponed: {
          get: () => shell.settings.get().postponedUpdate,
          set: (version) => shell.settings.set({ postponedUpdate: version }),
        },
        setState: (state) => {
          shell.setUpdate(state);
          if (state.status !== 'ready' || state.isPostponed || announced.has(state.version)) return;
          announced.add(state.version);
          announce(shell, state.version);
        },
        backUp: async () => {
          // A database is only copied whole when nobody writes to it.
          await shell.connection.stop();
          await backUpBeforeUpdate(shell.getState().dataDir, app.getVersion(), new Date());
        },
        refuse: async () => {
          await shell.connection.retry();
          const { backupFailedTitle, backupFailed } = nativeTexts(shell.getLocale());
          dialog.showErrorBox(backupFailedTitle, backupFailed);
        },
        log: shell.log,
      });
    });
  const check = async () => await (await updates).check();
  shell.handle('desktop:check-for-updates', check);
  shell.handle('desktop:install-update', async () => {
    await (await updates).install();
    return null;
  });
  shell.handle('desktop:postpone-update', async () => {
    (await updates).postpone();
    return null;
  });
  const first = setTimeout(() => void check(), FIRST_CHECK_MS);
  const later = setInterval(() => void check(), CHECK_EVERY_MS);
  return {
    check,
    stop: () => {
      clearTimeout(first);
      clearInterval(later);
    },
  };
}

async function findUpdater({ log }: Shell): Promise<Updater | null> {
  return app.isPackaged ? await openElectronUpdater(process.resourcesPath, log) : null;
}

function announce(shell: Shell, version: string): void {
  if (!shell.settings.get().notifications || !Notification.isSupported()) return;
  const texts = nativeTexts(shell.getLocale());
  const notification = new Notification({ title: texts.updateReady(version), body: texts.updateReadyHint });
  notification.on('click', () => shell.openSettings());
  notification.show();
}
