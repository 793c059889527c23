import process from 'node:process';
import { launch } from './launch/launch.mjs';

// `npm start`: everything a person needs to see the product, from a fresh clone.
await launch(async (run, build) => {
  const code = await build();
  return code === 0 ? await run('server/main.ts', process.argv.slice(2)) : code;
});
