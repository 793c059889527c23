import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { listPendingMigrations, migrateDatabase } from './migrate.ts';
import type { Reader } from './sql.ts';

/** One line per table, column, constraint, index and trigger, in a stable order. */
async function describeSchema(reader: Reader): Promise<string> {
  if (reader.dialect === 'sqlite') {
    const objects = await reader.all<{ sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name`,
    );
    return objects.map(({ sql }) => `${sql.replace(/\s+/g, ' ')};\n`).join('');
  }
  const lines = await reader.all<{ line: string }>(`
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
      || COALESCE(' default ' || column_default, '') AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1`);
  return lines.map(({ line }) => `${line}\n`).join('');
}

forEachDialect('migrations', (database, dialect) => {
  it('make exactly the committed schema', async () => {
    const file = join(import.meta.dirname, `schema.${dialect}.txt`);
    const actual = await describeSchema(database().db.reader);
    // A new schema is accepted by deleting the file, running this test once and reading the difference.
    if (!existsSync(file) && !process.env['CI']) writeFileSync(file, actual);
    expect(actual).toBe(readFileSync(file, 'utf8'));
  });

  it('are applied once, also by several processes at once', async () => {
    const others = await Promise.all([database().reopen(), database().reopen()]);
    expect(await Promise.all(others.map(migrateDatabase))).toEqual([[], []]);
    expect(await listPendingMigrations(database().db)).toEqual([]);
  });

  it('seed the prices of the guide', async () => {
    const { reader } = database().db;
    const packages = await reader.all(
      `SELECT amount, price_fen, bonus FROM credit_prices ORDER BY sort_order`,
    );
    expect(packages).toEqual([
      { amount: 10, price_fen: 100, bonus: 0 },
      { amount: 100, price_fen: 1_000, bonus: 10 },
      { amount: 500, price_fen: 5_000, bonus: 100 },
      { amount: 1_000, price_fen: 10_000, bonus: 300 },
    ]);
    const plans = await reader.all(
      `SELECT membership_type, duration_days, price_fen, original_price_fen FROM membership_prices ORDER BY sort_order`,
    );
    expect(plans).toEqual([
      { membership_type: 'MONTHLY', duration_days: 30, price_fen: 990, original_price_fen: 1_990 },
      { membership_type: 'QUARTERLY', duration_days: 90, price_fen: 2_500, original_price_fen: 5_970 },
      { membership_type: 'YEARLY', duration_days: 365, price_fen: 8_800, original_price_fen: 23_880 },
    ]);
  });

  it('refuse to change or remove a ledger row', async () => {
    const { db } = database();
    const userId = '00000000-0000-7000-8000-000000000001';
    await db.write((tx) =>
      tx.run(
        `INSERT INTO credit_transactions (user_id, sequence, type, amount, balance_after, description, allocations, ledger_key, hash, hash_version, created_at)
         VALUES ($userId, 1, 'REWARD', 5, 5, 'grant.operator', '[[1,5]]', 'k', 'h', 1, 0)`,
        { userId },
      ),
    );
    await expect(db.write((tx) => tx.run(`UPDATE credit_transactions SET amount = 6`))).rejects.toThrow(
      'append-only',
    );
    await expect(db.write((tx) => tx.run(`DELETE FROM credit_transactions`))).rejects.toThrow('append-only');
    if (dialect === 'postgres')
      await expect(db.write((tx) => tx.run(`TRUNCATE credit_transactions`))).rejects.toThrow('append-only');
  });
});
