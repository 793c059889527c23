import process from 'node:process';
import { launch } from './launch/launch.mjs';

// `npm run soak`: the fault tests again, for as long as one has patience.
await launch((run) =>
  run('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)], {
    env: { NODE_ENV: 'test', SOAK: '1' },
  }),
);
