import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SqliteConnection } from '../database/sqlite-connection.ts';

/** Another process that holds a SQLite database's write lock. */
export interface SqliteLockHolder {
  /** Lets go of the lock and resolves once it has. */
  release(): Promise<void>;
}

/** Starts a process that takes the write lock of `file`; resolves once it has it. */
export async function holdSqliteLock(file: string): Promise<SqliteLockHolder> {
  const child = spawn(process.execPath, [import.meta.filename, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the lock could not be taken'))),
  ]);
  return {
    release: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** In that process: holds the lock until standard input ends, which it also does when the starter dies. */
async function hold(file: string): Promise<void> {
  const connection = await SqliteConnection.open(file, ['PRAGMA busy_timeout = 5000', 'BEGIN IMMEDIATE']);
  process.stdout.write('held\n');
  await once(process.stdin.resume(), 'end');
  await connection.exec('ROLLBACK');
  await connection.close();
}

if (import.meta.main) await hold(process.argv[2] ?? '');
