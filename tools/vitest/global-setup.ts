import type { TestProject } from 'vitest/node';
import { startPostgresCluster } from '../../server/testing/postgres-cluster.ts';
import { prepareBrowser } from './prepare-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the PostgreSQL cluster of this run; tests create databases of their own in it. */
    postgresUrl: string;
    /** True in `npm run soak`: take the larger counts. */
    soak: boolean;
  }
}

/** Gets ready what test files share: the one PostgreSQL cluster of a run, and the browser where one is wanted. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('soak', process.env['SOAK'] === '1');
  await prepareBrowser(project);
  const cluster = await startPostgresCluster();
  project.provide('postgresUrl', cluster.adminUrl);
  return () => cluster.stop();
}
