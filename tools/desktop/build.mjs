import { launch } from '../launch/launch.mjs';
import { ensureDesktopBuild } from './ensure-desktop-build.mjs';

// `npm run desktop:build`: the desktop app in dist/desktop, as it is opened and packaged.
await launch(async (_run, _build, { root, node }) => {
  await ensureDesktopBuild(root, node);
  return 0;
});
