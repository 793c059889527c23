import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { observeOsCalls, type ObservedElectron } from '../observe-os-calls.ts';
import { app } from './app.ts';
import { startChromium } from './chromium.ts';
import { listAddedSwitches } from './command-line.ts';
import { connectDriver } from './driver-link.ts';
import { followDownloads } from './downloads.ts';
import { electron } from './electron-module.ts';
import { describeMainProcess, setChromiumVersion } from './process-facts.ts';
import { startPagesServer } from './protocol.ts';
import { redirectElectron } from './redirect-electron.ts';
import { getAppPackage, getSettings, setChromium, setSettings, type StandInSettings } from './runtime.ts';
import { session } from './session.ts';
import { createEvent } from './cancelable-event.ts';
import { listWindows } from './window-list.ts';

// `node run-main.ts <settings> [arguments]` is what `electron <folder> [arguments]` is with the real one.
setSettings(JSON.parse(process.argv[2] ?? '{}') as StandInSettings);
const { appDir, chromium: program } = getSettings();
process.argv.splice(1, 2, appDir);
describeMainProcess();
redirectElectron(electron);
observeOsCalls(electron as unknown as ObservedElectron);
const driver = connectDriver(electron);
process.once('SIGTERM', () => app.quit());
process.once('SIGINT', () => app.quit());

// As in Electron: what main does while it is loaded comes before `ready`.
await import(pathToFileURL(path.resolve(appDir, getAppPackage().main)).href);
if (!app.isEnding) await becomeReady();

async function becomeReady(): Promise<void> {
  const pages = await startPagesServer();
  const profileDir = path.join(app.getPath('sessionData'), 'stand-in-chromium');
  const chromium = await startChromium({
    program,
    profileDir,
    pagesPort: pages.port,
    language: app.getLocale(),
    switches: listAddedSwitches(),
  });
  process.once('exit', () => chromium.kill());
  setChromium(chromium);
  setChromiumVersion(chromium.version);
  const { browser } = chromium.connection;
  await browser.send('Target.setDiscoverTargets', { discover: true });
  await followDownloads(
    browser,
    path.join(profileDir, 'downloads'),
    () => app.getPath('downloads'),
    (item, frameId) => {
      const event = createEvent();
      const from = listWindows().find(({ webContents }) => webContents.page.targetId === frameId);
      session.defaultSession.emit('will-download', event, item, from?.webContents);
      return !event.defaultPrevented;
    },
  );
  await driver.announceChromium(chromium.endpoint);
  app.becomeReady();
}
