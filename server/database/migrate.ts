import { Umzug } from 'umzug';
import type { Database } from './database.ts';
import { ddlWords } from './migrations/ddl.ts';
import { initialSchema } from './migrations/0001-initial-schema.ts';
import { seedPrices } from './migrations/0002-seed-prices.ts';
import type { Migration } from './migrations/migration.ts';
import type { Tx } from './transaction.ts';

const MIGRATIONS: readonly Migration[] = [initialSchema, seedPrices];

/** Any number will do, as long as nothing else on this database takes the same advisory lock. */
const MIGRATION_LOCK = 726_104_871;

/**
 * Brings the schema up to date and returns the names of the migrations applied now. Safe to call from several
 * processes at once: one applies, the others wait. All of them are one transaction, so a failure leaves nothing.
 */
export async function migrateDatabase(db: Database): Promise<string[]> {
  return db.write(async (tx) => {
    if (tx.dialect === 'postgres')
      await tx.all(`SELECT pg_advisory_xact_lock($lock)`, { lock: MIGRATION_LOCK });
    const { bigint, table } = ddlWords(tx.dialect);
    await tx.run(
      `CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT NOT NULL PRIMARY KEY, applied_at ${bigint} NOT NULL) ${table}`,
    );
    const applied = await createUmzug(tx).up();
    return applied.map(({ name }) => name);
  });
}

/** Names of the migrations this build knows that `db` lacks. */
export async function listPendingMigrations(db: Database): Promise<string[]> {
  const applied = await listAppliedMigrations(db);
  return MIGRATIONS.map(({ name }) => name).filter((name) => !applied.includes(name));
}

/** Names of the migrations `db` has had that this build does not know: a newer one has written to it. */
export async function listUnknownMigrations(db: Database): Promise<string[]> {
  const applied = await listAppliedMigrations(db);
  return applied.filter((name) => !MIGRATIONS.some((known) => known.name === name));
}

/** Names of the migrations `db` has had, in their order; none for a new database. */
export async function listAppliedMigrations(db: Database): Promise<string[]> {
  const tables = await db.reader.all<{ name: string }>(
    db.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migrations'`,
  );
  if (tables.length === 0) return [];
  const applied = await db.reader.all<{ name: string }>(`SELECT name FROM schema_migrations ORDER BY name`);
  return applied.map(({ name }) => name);
}

function createUmzug(tx: Tx): Umzug<Tx> {
  return new Umzug<Tx>({
    context: tx,
    logger: undefined,
    migrations: MIGRATIONS.map(({ name, statements }) => ({
      name,
      up: async () => {
        for (const statement of statements(tx.dialect)) await tx.run(statement);
      },
    })),
    storage: {
      executed: async () =>
        (await tx.all<{ name: string }>(`SELECT name FROM schema_migrations ORDER BY name`)).map(
          (row) => row.name,
        ),
      logMigration: async ({ name }) => {
        await tx.run(`INSERT INTO schema_migrations (name, applied_at) VALUES ($name, $appliedAt)`, {
          name,
          appliedAt: tx.now.getTime(),
        });
      },
      unlogMigration: () => Promise.reject(new Error('migrations only go forward')),
    },
  });
}
