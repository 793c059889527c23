import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Prints, after everything else, how long each test file took (slowest first), and as the very last line
 * `N passed, N failed` with `, N skipped` where there are any. With `TEST_COUNTS_FILE` set, the counts go there as JSON
 * and whoever set it says the last word.
 */
export class SummaryReporter implements Reporter {
  /** Called once by vitest when the run is over. */
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const times = formatTimes(modules);
    // Printed at exit, because nothing may follow, and because only then it is known whether the run itself failed.
    process.once('exit', (code) => {
      const counts = countTests(modules, unhandledErrors.length, code);
      const countsFile = process.env['TEST_COUNTS_FILE'];
      if (countsFile === undefined) times.push('', formatCounts(counts));
      else writeFileSync(countsFile, JSON.stringify(counts));
      process.stdout.write(`${times.join('\n')}\n`);
    });
  }
}

function formatTimes(modules: readonly TestModule[]): string[] {
  const rows = modules
    .map((module) => ({ file: module.relativeModuleId, timeMs: readTimeMs(module) }))
    .sort((a, b) => b.timeMs - a.timeMs);
  return [
    '',
    'Time by file:',
    ...rows.map((row) => `${formatSeconds(row.timeMs).padStart(10)}  ${row.file}`),
  ];
}

function readTimeMs(module: TestModule): number {
  const times = module.diagnostic();
  return times.prepareDuration + times.environmentSetupDuration + times.collectDuration + times.duration;
}

function formatSeconds(timeMs: number): string {
  return `${(timeMs / 1000).toFixed(2)} s`;
}

function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function countTests(modules: readonly TestModule[], errors: number, exitCode: number): Counts {
  let passed = 0;
  let skipped = 0;
  let failed = errors;
  for (const module of modules) {
    // A file that fails outside its tests fails as a whole, also when none of its tests ran.
    if (module.state() === 'failed' && countFailedTests(module) === 0) failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      else if (state === 'failed') failed++;
      else skipped++;
    }
  }
  if (exitCode !== 0 && failed === 0) failed = 1;
  return { passed, failed, skipped };
}

function countFailedTests(module: TestModule): number {
  return [...module.children.allTests('failed')].length;
}
