import path from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { Shell, ShellPart } from '../shell.ts';
import type { AccountWatch } from './account-watch.ts';
import { describeCredits, nativeTexts, PRODUCT_NAME } from './texts.ts';

/** Shows the balance beside the clock, as the page shows it, with a few things to do. */
export function startTray(shell: Shell, account: AccountWatch): ShellPart {
  const isMac = process.platform === 'darwin';
  const icon = nativeImage.createFromPath(path.join(shell.paths.screensDir, getIconName(process.platform)));
  if (isMac) icon.setTemplateImage(true);
  const tray = new Tray(icon);
  let drawn = '';

  const draw = (): void => {
    const locale = shell.getLocale();
    const { mode } = shell.settings.get();
    const balance =
      account.credits === null ? null : describeCredits(account.credits, locale, mode === 'local');
    const wanted = JSON.stringify([locale, mode, balance]);
    if (wanted === drawn) return;
    drawn = wanted;
    const texts = nativeTexts(locale);
    tray.setToolTip(balance === null ? PRODUCT_NAME[locale] : `${PRODUCT_NAME[locale]} · ${balance}`);
    // Only macOS has room for words beside the icon.
    if (isMac) tray.setTitle(balance ?? '');
    const hasServer = mode !== null;
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'balance', label: balance ?? PRODUCT_NAME[locale], enabled: false },
        { type: 'separator' },
        {
          id: 'create',
          label: texts.create,
          enabled: hasServer,
          click: () => shell.window.goTo(APP_PATHS.create),
        },
        {
          id: 'recharge',
          label: texts.recharge,
          enabled: hasServer,
          click: () => shell.window.goTo(APP_PATHS.recharge),
        },
        { id: 'show', label: texts.open, click: () => shell.window.show() },
        { id: 'settings', label: texts.settings, click: () => shell.openSettings() },
        { type: 'separator' },
        { id: 'quit', label: texts.quit, click: () => shell.quit() },
      ]),
    );
  };
  draw();
  // On macOS a click opens the menu, as it does for every program there.
  if (!isMac) tray.on('click', () => shell.window.show());
  const stopFollowing = shell.onState(draw);
  account.onCredits(draw);
  return {
    stop: () => {
      stopFollowing();
      tray.destroy();
    },
  };
}

// Electron finds the larger ones for fine screens by their names; panels of Linux shrink what they are given.
function getIconName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'tray-template.png';
  return platform === 'linux' ? 'tray-linux.png' : 'tray.png';
}
