import process from 'node:process';
import { launch } from './launch/launch.mjs';

// `node tools/run.mjs <file> [arguments]`: one script of the repository on Node 24; stdout is the script's alone.
const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Usage: node tools/run.mjs <file> [arguments]\n');
  process.exitCode = 2;
} else {
  await launch((run) => run(script, args));
}
