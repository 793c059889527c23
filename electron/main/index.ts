import { app } from 'electron';
import { APP_ORIGIN } from '../../shared/contracts/desktop.ts';
import { registerAppScheme, startShell } from './start-shell.ts';
import { findDeepLink } from './read-deep-link.ts';
import { followOtherStarts } from './single-instance.ts';

// The order matters: schemes and the sandbox come before `ready`, and a second start ends before it has touched anything.
app.setName('Creator Studio');
app.enableSandbox();
registerAppScheme(new URL(APP_ORIGIN).protocol.slice(0, -1));
const links = followOtherStarts(app, findDeepLink(process.argv));
if (links !== null) void app.whenReady().then(() => startShell(links, import.meta.dirname));
