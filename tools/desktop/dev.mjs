import path from 'node:path';
import process from 'node:process';
import { launch } from '../launch/launch.mjs';
import { say } from '../launch/say.mjs';
import { requireElectron } from './require-electron.mjs';

// `npm run desktop:dev`: the desktop app, which follows changes of its code, with a profile of its own in data/desktop.
await launch(async (run, _build, { root }) => {
  const program = requireElectron(root);
  say(
    'Building; the app opens in a moment and follows your changes.',
    '正在构建，应用稍后打开，并会跟随代码改动自动更新。',
  );
  const profile = `--user-data-dir=${path.join(root, 'data', 'desktop')}`;
  return await run('tools/desktop/watch.ts', [program, profile, ...process.argv.slice(2)]);
});
