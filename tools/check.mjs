import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launch } from './launch/launch.mjs';

// `npm run check`: what a change has to pass. Every step runs, so that one look shows everything.
const STEPS = [
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '.'],
  },
  { name: 'lint', script: 'node_modules/eslint/bin/eslint.js', args: ['.'] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'types of the app',
    script: 'node_modules/typescript/bin/tsc',
    args: ['--noEmit', '-p', 'renderer/tsconfig.json'],
  },
  {
    name: 'types of the desktop app',
    script: 'node_modules/typescript/bin/tsc',
    args: ['--noEmit', '-p', 'electron/tsconfig.json'],
  },
  { name: 'build' },
  { name: 'tests', script: 'node_modules/vitest/vitest.mjs', args: ['run'] },
];

await launch(async (run, build) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-check-'));
  const countsFile = path.join(folder, 'counts.json');
  const results = [];
  try {
    for (const { name, script, args } of STEPS) {
      console.log(`\n== ${name}`);
      const startedAt = performance.now();
      const env = { NODE_ENV: 'test', TEST_COUNTS_FILE: countsFile };
      const code = script === undefined ? await build() : await run(script, args, { env });
      const time = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      results.push({ name, code, time });
      console.log(`== ${name}: ${code === 0 ? 'passed' : 'failed'} in ${time}`);
      // Interrupted: nobody wants the rest.
      if (code > 128) return code;
    }
    printSummary(results, await readCounts(countsFile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results.every(({ code }) => code === 0) ? 0 : 1;
});

async function readCounts(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? { passed: 0, failed: 1, skipped: 0 } : JSON.parse(text);
}

// A failed step beside the tests counts as one failure, so that the last line never looks better than the run.
function printSummary(results, counts) {
  console.log('\nSteps:');
  for (const { name, code, time } of results) {
    console.log(`${time.padStart(10)}  ${name}${code === 0 ? '' : '  FAILED'}`);
  }
  const failed = counts.failed + results.filter(({ name, code }) => name !== 'tests' && code !== 0).length;
  console.log(
    `\n${counts.passed} passed, ${failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
  );
}
