import process from 'node:process';
import { runChild } from '../launch/child.mjs';
import { launch } from '../launch/launch.mjs';
import { ensureDesktopBuild } from './ensure-desktop-build.mjs';
import { requireElectron } from './require-electron.mjs';

// `npm run desktop [-- arguments]`: the desktop app, built from what is there now, on the real Electron.
await launch(async (_run, _build, { root, node }) => {
  // Asked first: nobody should wait for a build that cannot be shown.
  const program = requireElectron(root);
  await ensureDesktopBuild(root, node);
  const env = { ...process.env };
  // Left behind by other programs made with Electron; with it the program is a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return await runChild(program, [root, ...process.argv.slice(2)], { env });
});
