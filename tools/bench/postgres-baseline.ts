import pg from 'pg';

/** The schema both PostgreSQL baselines charge in. */
export async function createPostgresBaseline(url: string, userIds: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TABLE base_accounts (user_id UUID PRIMARY KEY, balance BIGINT NOT NULL CHECK (balance >= 0));
    CREATE TABLE base_entries (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id UUID NOT NULL, amount BIGINT NOT NULL, created_at BIGINT NOT NULL);
    CREATE INDEX base_entries_user ON base_entries (user_id, id);
    CREATE TABLE base_jobs (id UUID PRIMARY KEY, user_id UUID NOT NULL, prompt TEXT NOT NULL, status TEXT NOT NULL, created_at BIGINT NOT NULL);
  `);
  await client.query('INSERT INTO base_accounts SELECT unnest($1::uuid[]), 1000000000', [userIds]);
  await client.end();
}

/** Sixteen connections, each charging by itself. */
export interface PostgresBaseline {
  /** UPDATE, INSERT, INSERT in an interactive transaction of prepared statements. */
  chargeInTransaction(userId: string, id: string): Promise<void>;
  /** The same three as one prepared statement. */
  chargeInStatement(userId: string, id: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the sixteen connections. */
export async function openPostgresBaseline(url: string): Promise<PostgresBaseline> {
  const pool = new pg.Pool({ connectionString: url, max: 16, min: 16 });
  const warm = await Promise.all(Array.from({ length: 16 }, () => pool.connect()));
  for (const client of warm) client.release();
  const update = 'UPDATE base_accounts SET balance = balance - 10 WHERE user_id = $1 AND balance >= 10';
  const entry = 'INSERT INTO base_entries (user_id, amount, created_at) VALUES ($1, -10, $2)';
  const job = `INSERT INTO base_jobs (id, user_id, prompt, status, created_at) VALUES ($1, $2, $3, 'QUEUED', $4)`;
  const all = `WITH account AS (UPDATE base_accounts SET balance = balance - 10 WHERE user_id = $2 AND balance >= 10 RETURNING user_id),
    entry AS (INSERT INTO base_entries (user_id, amount, created_at) SELECT user_id, -10, $4 FROM account)
    INSERT INTO base_jobs (id, user_id, prompt, status, created_at) SELECT $1, user_id, $3, 'QUEUED', $4 FROM account`;
  const prompt = 'a lighthouse above the sea at night';
  return {
    chargeInTransaction: async (userId, id) => {
      const client = await pool.connect();
      try {
        const now = Date.now();
        await client.query('BEGIN');
        await client.query({ name: 'update', text: update, values: [userId] });
        await client.query({ name: 'entry', text: entry, values: [userId, now] });
        await client.query({ name: 'job', text: job, values: [id, userId, prompt, now] });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    },
    chargeInStatement: async (userId, id) => {
      await pool.query({ name: 'all', text: all, values: [id, userId, prompt, Date.now()] });
    },
    close: () => pool.end(),
  };
}
