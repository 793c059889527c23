import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './tools/vitest/summary-reporter.ts';

const isSoak = process.env['SOAK'] === '1';

export default defineConfig({
  test: {
    include: isSoak ? ['**/*.soak.ts'] : ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'out/**'],
    globalSetup: ['tools/vitest/global-setup.ts'],
    reporters: ['default', new SummaryReporter()],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: isSoak ? 3_600_000 : 60_000,
    hookTimeout: 120_000,
    // Node runs the sources as they are; a test process is no different.
    restoreMocks: true,
    unstubEnvs: true,
  },
});
