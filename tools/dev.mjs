import process from 'node:process';
import { launch } from './launch/launch.mjs';
import { say } from './launch/say.mjs';

// `npm run dev`: the server, restarted when its code changes, and Vite in front of it, which shows changes of pages at
// once. The end of either is the end of both.
const PORT = process.env.PORT || '3000';

await launch(async (run) => {
  const ending = new AbortController();
  const options = { signal: ending.signal };
  const codes = [
    run('server/main.ts', [], { ...options, env: { PORT }, flags: ['--watch', '--watch-preserve-output'] }),
    run('node_modules/vite/bin/vite.js', ['--clearScreen', 'false'], {
      ...options,
      env: { STUDIO_SERVER_URL: `http://127.0.0.1:${PORT}` },
    }),
  ].map((ended) =>
    // The second of the two is told to end, and ends as it was told.
    ended
      .catch((error) => (error.name === 'AbortError' ? 0 : Promise.reject(error)))
      .finally(() => ending.abort()),
  );
  say(
    'Open the address that Vite names: it shows changes at once. The server alone is at the other one.',
    '请打开 Vite 给出的地址，改动会立即显示；另一个地址只有服务端。',
  );
  return Math.max(...(await Promise.all(codes)));
});
