import process from 'node:process';
import { launch } from './launch/launch.mjs';

// `npm test [vitest arguments]`. Tests decide their own mode, whatever the shell is set to.
await launch((run) =>
  run('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)], { env: { NODE_ENV: 'test' } }),
);
