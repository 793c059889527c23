import type { TestProject } from 'vitest/node';
import { startPostgresCluster } from '../../server/testing/postgres-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the PostgreSQL cluster of this run; tests create databases of their own in it. */
    postgresUrl: string;
    /** True in `npm run soak`: take the larger counts. */
    soak: boolean;
  }
}

/** Starts the one PostgreSQL cluster of a test run and hands its URL to the tests: `inject('postgresUrl')`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('soak', process.env['SOAK'] === '1');
  const cluster = await startPostgresCluster();
  project.provide('postgresUrl', cluster.adminUrl);
  return () => cluster.stop();
}
