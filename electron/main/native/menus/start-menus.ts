import { app, clipboard, Menu, type Event, type WebContents } from 'electron';
import { saveOutput } from '../../save-output.ts';
import type { Shell, ShellPart } from '../../shell.ts';
import { nativeTexts, PRODUCT_NAME } from '../texts.ts';
import { buildAppMenu } from './build-app-menu.ts';
import { buildContextMenu } from './build-context-menu.ts';
import { stepZoom } from './step-zoom.ts';

const COPYRIGHT = 'Creator Studio';

/**
 * Sets the application's menu, which follows the language, and gives every page a context menu. Call it before the
 * first window is made.
 */
export function startMenus(shell: Shell, checkForUpdates: () => void): ShellPart {
  let built = '';
  const build = (): void => {
    const locale = shell.getLocale();
    const hasServer = shell.settings.get().mode !== null;
    const facts = `${locale} ${String(hasServer)}`;
    if (facts === built) return;
    built = facts;
    app.setAboutPanelOptions({
      applicationName: PRODUCT_NAME[locale],
      applicationVersion: app.getVersion(),
      copyright: COPYRIGHT,
    });
    const template = buildAppMenu(
      {
        texts: nativeTexts(locale),
        platform: process.platform,
        hasServer,
        isDevelopment: !app.isPackaged,
      },
      {
        goTo: (path) => shell.window.goTo(path),
        openSettings: shell.openSettings,
        showLogs: shell.showLogs,
        showData: shell.showData,
        checkForUpdates,
        showAbout: () => app.showAboutPanel(),
        zoom: (step) => zoom(shell, step),
        quit: shell.quit,
      },
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  build();
  const stopFollowing = shell.onState(build);

  const watchContents = (_event: Event, contents: WebContents): void => {
    contents.on('context-menu', (_menuEvent, place) => {
      const template = buildContextMenu(place, nativeTexts(shell.getLocale()), {
        replaceWord: (word) => contents.replaceMisspelling(word),
        addToDictionary: (word) => void contents.session.addWordToSpellCheckerDictionary(word),
        copyImage: () => contents.copyImageAt(place.x, place.y),
        saveImage: () => saveImage(shell, place.srcURL, contents),
        copyText: (text) => void clipboard.writeText(text),
      });
      if (template.length > 0) Menu.buildFromTemplate(template).popup();
    });
    // Ctrl and the wheel.
    contents.on('zoom-changed', (_zoomEvent, direction) => zoom(shell, direction));
  };
  app.on('web-contents-created', watchContents);
  return {
    stop: () => {
      stopFollowing();
      app.off('web-contents-created', watchContents);
    },
  };
}

function zoom(shell: Shell, step: 'in' | 'out' | 'reset'): void {
  shell.settings.set({ zoom: stepZoom(shell.settings.get().zoom, step) });
}

function saveImage(shell: Shell, address: string, sender: WebContents): void {
  const { pathname, search } = new URL(address);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  saveOutput(shell, app.getPath('downloads'), { url: pathname + search, name }, sender).catch(
    (error: unknown) => shell.log.error('a picture was not saved', error),
  );
}
