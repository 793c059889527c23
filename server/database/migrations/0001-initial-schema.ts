import { appendOnly, ddlWords } from './ddl.ts';
import type { Migration } from './migration.ts';

/**
 * The first schema. Hot tables (ledger, lots, generations) have no foreign keys: their rows are written in batches
 * whose parents the same code has just read, and `ledger:verify` checks what a key would.
 */
export const initialSchema: Migration = {
  name: '0001-initial-schema',
  statements: (dialect) => {
    const { uuid, bigint, boolean, identity, appendOnlyIdentity, table, clusteredTable } = ddlWords(dialect);
    const no = dialect === 'sqlite' ? '0' : 'FALSE';
    // No generation of the user has a higher id; null: not known. SQLite finds it in no time.
    const newestGeneration = dialect === 'sqlite' ? '' : `newest_generation_id ${uuid},`;
    return [
      // --- auth
      `CREATE TABLE users (
        id ${uuid} NOT NULL PRIMARY KEY,
        username TEXT,
        email TEXT,
        email_verified_at ${bigint},
        password_hash TEXT,
        terms_version TEXT,
        is_local ${boolean} NOT NULL DEFAULT ${no},
        created_at ${bigint} NOT NULL,
        deleted_at ${bigint},
        CONSTRAINT users_username_unless_deleted CHECK (deleted_at IS NOT NULL OR username IS NOT NULL),
        CONSTRAINT users_local_unless_deleted CHECK (deleted_at IS NULL OR NOT is_local)
      ) ${table}`,
      `CREATE UNIQUE INDEX users_username ON users (username)`,
      // Only a verified address is exclusive: an unverified claim must not keep its owner out.
      `CREATE UNIQUE INDEX users_verified_email ON users (email) WHERE email_verified_at IS NOT NULL`,
      // The computer's own profile, of which there is one at most.
      `CREATE UNIQUE INDEX users_one_local ON users (is_local) WHERE is_local`,
      // Asked about by every batch of starts, which is cheap as long as only the few deleted ones are in it.
      `CREATE INDEX users_deleted ON users (id) WHERE deleted_at IS NOT NULL`,
      `CREATE TABLE sessions (
        id ${uuid} NOT NULL PRIMARY KEY,
        user_id ${uuid} NOT NULL REFERENCES users (id),
        token_sha256 TEXT NOT NULL UNIQUE,
        transport TEXT NOT NULL CONSTRAINT sessions_transport CHECK (transport IN ('COOKIE', 'BEARER')),
        user_agent TEXT,
        created_at ${bigint} NOT NULL,
        last_seen_at ${bigint} NOT NULL,
        expires_at ${bigint} NOT NULL
      ) ${table}`,
      `CREATE INDEX sessions_user ON sessions (user_id)`,
      `CREATE INDEX sessions_expiry ON sessions (expires_at)`,
      `CREATE TABLE recovery_codes (
        user_id ${uuid} NOT NULL REFERENCES users (id),
        code_sha256 TEXT NOT NULL,
        created_at ${bigint} NOT NULL,
        used_at ${bigint},
        PRIMARY KEY (user_id, code_sha256)
      ) ${clusteredTable}`,
      `CREATE TABLE operator_actions (
        id ${identity},
        operator TEXT NOT NULL,
        action TEXT NOT NULL,
        reason TEXT NOT NULL,
        user_id ${uuid},
        order_no TEXT,
        details TEXT NOT NULL,
        created_at ${bigint} NOT NULL
      ) ${table}`,
      ...appendOnly(dialect, 'operator_actions'),

      // --- credits
      `CREATE TABLE credit_accounts (
        user_id ${uuid} NOT NULL PRIMARY KEY,
        balance ${bigint} NOT NULL CONSTRAINT credit_accounts_balance CHECK (balance >= 0),
        last_sequence ${bigint} NOT NULL,
        last_hash TEXT NOT NULL,
        last_created_at ${bigint} NOT NULL,
        first_open_sequence ${bigint} NOT NULL,
        tab_lot ${bigint},
        tab_limit ${bigint} NOT NULL DEFAULT 0,
        tab_expires_at ${bigint},
        tab_date TEXT,
        tab_count ${bigint} NOT NULL DEFAULT 0,
        tab_amount ${bigint} NOT NULL DEFAULT 0,
        ${newestGeneration}
        CONSTRAINT credit_accounts_tab CHECK (0 <= tab_amount AND tab_amount <= tab_limit)
      ) ${clusteredTable}`,
      `CREATE TABLE credit_transactions (
        id ${appendOnlyIdentity},
        user_id ${uuid} NOT NULL,
        sequence ${bigint} NOT NULL CONSTRAINT credit_transactions_sequence CHECK (sequence >= 1),
        type TEXT NOT NULL,
        amount ${bigint} NOT NULL,
        balance_after ${bigint} NOT NULL CONSTRAINT credit_transactions_balance CHECK (balance_after >= 0),
        description TEXT NOT NULL,
        related_type TEXT CONSTRAINT credit_transactions_related CHECK (related_type IN ('ORDER', 'GENERATION')),
        related_id TEXT,
        allocations TEXT NOT NULL,
        ledger_key TEXT NOT NULL,
        hash TEXT NOT NULL,
        hash_version ${bigint} NOT NULL,
        created_at ${bigint} NOT NULL,
        -- CASE, the common type first: for a list of more than two SQLite builds a table at every row it checks.
        CONSTRAINT credit_transactions_type CHECK (
          CASE type
            WHEN 'CONSUME' THEN amount < 0
            WHEN 'REFUND' THEN amount > 0
            WHEN 'RECHARGE' THEN amount > 0
            WHEN 'REWARD' THEN amount > 0
            WHEN 'EXPIRE' THEN amount < 0
            WHEN 'REVERSAL' THEN amount < 0
            ELSE FALSE
          END
        )
      ) ${table}`,
      dialect === 'sqlite'
        ? `CREATE UNIQUE INDEX credit_transactions_user_sequence ON credit_transactions (user_id, sequence)`
        : `ALTER TABLE credit_transactions ADD CONSTRAINT credit_transactions_user_sequence PRIMARY KEY (user_id, sequence)`,
      `CREATE UNIQUE INDEX credit_transactions_ledger_key ON credit_transactions (ledger_key, user_id)`,
      // CONSUME is the common type and is found by walking the sequence; the rare ones have an index.
      `CREATE INDEX credit_transactions_rare_types ON credit_transactions (user_id, type, sequence) WHERE type <> 'CONSUME'`,
      `CREATE UNIQUE INDEX credit_transactions_one_grant ON credit_transactions (related_id, type)
        WHERE related_type = 'ORDER' AND type IN ('RECHARGE', 'REWARD')`,
      `CREATE UNIQUE INDEX credit_transactions_one_refund ON credit_transactions (user_id, related_id) WHERE type = 'REFUND'`,
      ...appendOnly(dialect, 'credit_transactions'),
      `CREATE TABLE credit_lots (
        user_id ${uuid} NOT NULL,
        origin_sequence ${bigint} NOT NULL,
        source_type TEXT NOT NULL CONSTRAINT credit_lots_source CHECK (source_type IN ('RECHARGE', 'REWARD')),
        related_id TEXT,
        amount ${bigint} NOT NULL,
        remaining ${bigint} NOT NULL,
        held ${bigint} NOT NULL,
        expires_at ${bigint},
        PRIMARY KEY (user_id, origin_sequence),
        CONSTRAINT credit_lots_bounds CHECK (0 <= held AND held <= remaining AND remaining <= amount)
      ) ${clusteredTable}`,
      `CREATE INDEX credit_lots_expiry ON credit_lots (expires_at) WHERE expires_at IS NOT NULL AND remaining > 0`,
      `CREATE TABLE credit_daily_totals (
        user_id ${uuid} NOT NULL,
        business_date TEXT NOT NULL,
        type TEXT NOT NULL,
        count ${bigint} NOT NULL,
        amount ${bigint} NOT NULL,
        PRIMARY KEY (user_id, business_date, type)
      ) ${clusteredTable}`,
      // What lots and daily totals are with the charges that are on a tab; whoever reads them asks these.
      `CREATE VIEW current_credit_lots AS
        SELECT l.user_id, l.origin_sequence, l.source_type, l.related_id, l.amount,
          l.remaining - CASE WHEN l.origin_sequence = a.tab_lot THEN a.tab_amount ELSE 0 END AS remaining, l.held, l.expires_at
        FROM credit_lots l JOIN credit_accounts a ON a.user_id = l.user_id`,
      `CREATE VIEW current_credit_totals AS
        SELECT user_id, business_date, type, count, amount FROM credit_daily_totals
        UNION ALL
        SELECT user_id, tab_date, 'CONSUME', tab_count, -tab_amount FROM credit_accounts WHERE tab_count > 0`,
      `CREATE TABLE credit_prices (
        id ${identity},
        amount ${bigint} NOT NULL CONSTRAINT credit_prices_amount CHECK (amount > 0),
        price_fen ${bigint} NOT NULL CONSTRAINT credit_prices_price CHECK (price_fen > 0),
        bonus ${bigint} NOT NULL CONSTRAINT credit_prices_bonus CHECK (bonus >= 0),
        is_active ${boolean} NOT NULL,
        sort_order ${bigint} NOT NULL
      ) ${table}`,

      // --- membership
      `CREATE TABLE membership_prices (
        id ${identity},
        membership_type TEXT NOT NULL CONSTRAINT membership_prices_type CHECK (membership_type IN ('MONTHLY', 'QUARTERLY', 'YEARLY')),
        duration_days ${bigint} NOT NULL CONSTRAINT membership_prices_duration CHECK (duration_days > 0),
        price_fen ${bigint} NOT NULL CONSTRAINT membership_prices_price CHECK (price_fen > 0),
        original_price_fen ${bigint} NOT NULL,
        is_active ${boolean} NOT NULL,
        sort_order ${bigint} NOT NULL
      ) ${table}`,
      `CREATE TABLE membership_periods (
        user_id ${uuid} NOT NULL,
        number ${bigint} NOT NULL CONSTRAINT membership_periods_number CHECK (number >= 1),
        order_no TEXT NOT NULL UNIQUE,
        membership_type TEXT NOT NULL,
        start_at ${bigint} NOT NULL,
        end_at ${bigint} NOT NULL,
        created_at ${bigint} NOT NULL,
        PRIMARY KEY (user_id, number),
        CONSTRAINT membership_periods_order CHECK (start_at < end_at)
      ) ${table}`,

      // --- orders
      `CREATE TABLE orders (
        id ${identity},
        order_no TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        user_id ${uuid} NOT NULL REFERENCES users (id),
        price_id ${bigint} NOT NULL,
        price_fen ${bigint} NOT NULL CONSTRAINT orders_price CHECK (price_fen > 0),
        refunded_fen ${bigint} NOT NULL DEFAULT 0,
        payment_method TEXT NOT NULL CONSTRAINT orders_method CHECK (payment_method IN ('alipay', 'wechat')),
        payment_status TEXT NOT NULL CONSTRAINT orders_status
          CHECK (payment_status IN ('PENDING', 'PAID', 'CLOSED', 'REFUNDING', 'REFUNDED')),
        amount ${bigint},
        bonus ${bigint},
        membership_type TEXT,
        duration_days ${bigint},
        start_at ${bigint},
        end_at ${bigint},
        terms_version TEXT,
        idempotency_key TEXT,
        input_sha256 TEXT NOT NULL,
        paid_late ${boolean} NOT NULL,
        created_at ${bigint} NOT NULL,
        expires_at ${bigint} NOT NULL,
        paid_at ${bigint},
        settled_at ${bigint},
        closed_at ${bigint},
        CONSTRAINT orders_refunded CHECK (refunded_fen >= 0 AND refunded_fen <= price_fen),
        CONSTRAINT orders_kind CHECK (
          (kind = 'recharge' AND amount > 0 AND bonus >= 0 AND membership_type IS NULL AND duration_days IS NULL)
          OR (kind = 'membership' AND membership_type IS NOT NULL AND duration_days > 0 AND amount IS NULL AND bonus IS NULL)
        ),
        CONSTRAINT orders_settled CHECK ((payment_status IN ('PENDING', 'CLOSED')) = (settled_at IS NULL))
      ) ${table}`,
      `CREATE UNIQUE INDEX orders_idempotency ON orders (user_id, kind, idempotency_key) WHERE idempotency_key IS NOT NULL`,
      `CREATE INDEX orders_user ON orders (user_id, id)`,
      `CREATE INDEX orders_pending_user ON orders (user_id) WHERE payment_status = 'PENDING'`,
      `CREATE INDEX orders_pending_expiry ON orders (expires_at) WHERE payment_status = 'PENDING'`,
      `CREATE TABLE payments (
        id ${identity},
        order_no TEXT NOT NULL REFERENCES orders (order_no),
        attempt ${bigint} NOT NULL CONSTRAINT payments_attempt CHECK (attempt >= 1),
        provider TEXT NOT NULL CONSTRAINT payments_provider CHECK (provider IN ('simulator', 'alipay', 'wechat')),
        payment_method TEXT NOT NULL,
        out_trade_no TEXT NOT NULL UNIQUE,
        provider_trade_no TEXT,
        amount_fen ${bigint} NOT NULL,
        state TEXT NOT NULL CONSTRAINT payments_state CHECK (state IN ('CREATED', 'OPEN', 'FAILED', 'CLOSED', 'SUCCEEDED', 'SURPLUS')),
        qr_content TEXT,
        idempotency_key TEXT,
        input_sha256 TEXT,
        created_at ${bigint} NOT NULL,
        expires_at ${bigint} NOT NULL,
        paid_at ${bigint},
        UNIQUE (order_no, attempt)
      ) ${table}`,
      `CREATE UNIQUE INDEX payments_provider_trade ON payments (provider, provider_trade_no) WHERE provider_trade_no IS NOT NULL`,
      `CREATE UNIQUE INDEX payments_one_success ON payments (order_no) WHERE state = 'SUCCEEDED'`,
      `CREATE UNIQUE INDEX payments_idempotency ON payments (order_no, idempotency_key) WHERE idempotency_key IS NOT NULL`,
      `CREATE TABLE payment_refunds (
        id ${identity},
        order_no TEXT NOT NULL REFERENCES orders (order_no),
        payment_id ${bigint} NOT NULL REFERENCES payments (id),
        purpose TEXT NOT NULL CONSTRAINT payment_refunds_purpose CHECK (purpose IN ('ORDER', 'SURPLUS')),
        out_refund_no TEXT NOT NULL UNIQUE,
        amount_fen ${bigint} NOT NULL CONSTRAINT payment_refunds_amount CHECK (amount_fen > 0),
        credits ${bigint} NOT NULL CONSTRAINT payment_refunds_credits CHECK (credits >= 0),
        state TEXT NOT NULL CONSTRAINT payment_refunds_state CHECK (state IN ('PENDING', 'SUCCEEDED', 'FAILED')),
        reason TEXT NOT NULL,
        attempts ${bigint} NOT NULL DEFAULT 0,
        next_attempt_at ${bigint},
        created_at ${bigint} NOT NULL,
        finished_at ${bigint}
      ) ${table}`,
      `CREATE UNIQUE INDEX payment_refunds_one_open ON payment_refunds (order_no) WHERE purpose = 'ORDER' AND state = 'PENDING'`,
      `CREATE UNIQUE INDEX payment_refunds_one_surplus ON payment_refunds (payment_id) WHERE purpose = 'SURPLUS'`,
      `CREATE INDEX payment_refunds_due ON payment_refunds (next_attempt_at) WHERE state = 'PENDING'`,
      `CREATE TABLE payment_disputes (
        id ${identity},
        provider TEXT NOT NULL,
        reason TEXT NOT NULL,
        out_trade_no TEXT NOT NULL,
        provider_trade_no TEXT NOT NULL,
        amount_fen ${bigint} NOT NULL,
        order_no TEXT,
        expected_fen ${bigint},
        details TEXT NOT NULL,
        created_at ${bigint} NOT NULL,
        resolved_at ${bigint}
      ) ${table}`,
      `CREATE UNIQUE INDEX payment_disputes_once ON payment_disputes (provider, out_trade_no, provider_trade_no, reason, amount_fen)`,

      // --- generation
      `CREATE TABLE generations (
        user_id ${uuid} NOT NULL,
        id ${uuid} NOT NULL,
        kind TEXT NOT NULL CONSTRAINT generations_kind CHECK (kind IN ('IMAGE', 'TEXT')),
        prompt TEXT NOT NULL,
        options TEXT NOT NULL,
        count ${bigint} NOT NULL,
        model TEXT NOT NULL,
        status TEXT NOT NULL,
        input_sha256 TEXT NOT NULL,
        covered_by_membership ${boolean} NOT NULL,
        list_cost_credits ${bigint} NOT NULL,
        cost_credits ${bigint} NOT NULL,
        settled_credits ${bigint} NOT NULL DEFAULT 0,
        progress ${bigint} NOT NULL DEFAULT 0,
        truncated ${boolean} NOT NULL,
        listed_apart ${boolean} NOT NULL,
        error_reason TEXT,
        lease_token TEXT,
        lease_expires_at ${bigint},
        cancel_requested_at ${bigint},
        created_at ${bigint} NOT NULL,
        started_at ${bigint},
        finished_at ${bigint},
        deleted_at ${bigint},
        PRIMARY KEY (user_id, id),
        CONSTRAINT generations_cost CHECK (
          0 <= settled_credits AND settled_credits <= cost_credits AND cost_credits <= list_cost_credits
        ),
        CONSTRAINT generations_covered CHECK (NOT covered_by_membership OR cost_credits = 0),
        CONSTRAINT generations_status CHECK (
          CASE status
            WHEN 'QUEUED' THEN lease_token IS NULL AND finished_at IS NULL
            WHEN 'RUNNING' THEN lease_token IS NOT NULL AND finished_at IS NULL
            WHEN 'SUCCEEDED' THEN lease_token IS NULL AND finished_at IS NOT NULL
            WHEN 'FAILED' THEN lease_token IS NULL AND finished_at IS NOT NULL
            WHEN 'CANCELLED' THEN lease_token IS NULL AND finished_at IS NOT NULL
            ELSE FALSE
          END
        )
      ) ${table}`,
      // Most ids are made in the order of time, and the primary key lists those; see list-newest-ids.ts.
      `CREATE INDEX generations_apart ON generations (user_id, created_at, id) WHERE listed_apart`,
      // One index for counting a user's queue and for finding the oldest: of two, PostgreSQL would count by the wrong
      // one while the queue is empty, and go on doing so when it is long.
      `CREATE INDEX generations_queue ON generations (user_id, created_at) WHERE status = 'QUEUED'`,
      `CREATE INDEX generations_leases ON generations (lease_expires_at) WHERE status = 'RUNNING'`,
      // What a membership has covered is counted from this index alone, for which SQLite wants the condition's column in it.
      `CREATE INDEX generations_covered ON generations (user_id, status, list_cost_credits, covered_by_membership) WHERE covered_by_membership`,
      `CREATE INDEX generations_deleted ON generations (user_id, deleted_at) WHERE deleted_at IS NOT NULL`,
      `CREATE TABLE generation_outputs (
        user_id ${uuid} NOT NULL,
        generation_id ${uuid} NOT NULL,
        output_index ${bigint} NOT NULL,
        mime_type TEXT NOT NULL,
        width ${bigint},
        height ${bigint},
        text TEXT,
        file_key TEXT,
        size_bytes ${bigint} NOT NULL,
        created_at ${bigint} NOT NULL,
        PRIMARY KEY (user_id, generation_id, output_index),
        CONSTRAINT generation_outputs_content CHECK ((text IS NULL) <> (file_key IS NULL))
      ) ${table}`,

      // --- platform
      // Counts of callers, shared by server processes. Not logged: losing them in a crash only forgives.
      ...(dialect === 'postgres'
        ? [
            `CREATE UNLOGGED TABLE rate_limits (key TEXT NOT NULL PRIMARY KEY, points INTEGER NOT NULL, expire BIGINT)`,
          ]
        : []),
      `CREATE TABLE clock_marks (
        id ${bigint} NOT NULL PRIMARY KEY CONSTRAINT clock_marks_single CHECK (id = 1),
        latest_at ${bigint} NOT NULL
      ) ${clusteredTable}`,
    ];
  },
};
