import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { readConfig } from '../platform/config.ts';
import { createLocalEventBus } from '../platform/events.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { expireLots } from './expire-lots.ts';
import { getAvailableCredits } from './get-available-credits.ts';
import { grantCredits } from './grant-credits.ts';
import { postEntries } from './post-entries.ts';

const DAY_MS = 86_400_000;
const clock = createTestClock();
const OPERATOR = { operator: 'ops', reason: 'sorry for the outage' };

forEachDialect(
  'granting and expiring credits',
  (database) => {
    const deps = (db = database().db) => ({ db, config: readConfig({}), events: createLocalEventBus() });

    async function addUser(): Promise<string> {
      const id = randomUUID();
      await database().db.write((tx) =>
        tx.run(`INSERT INTO users (id, username, created_at) VALUES ($id, $name, 0)`, { id, name: id }),
      );
      return id;
    }

    it('gives credits once for one key, and records who, when and why', async () => {
      const { db } = database();
      const userId = await addUser();
      const input = { userId, amount: 50, expiresAt: null, key: 'ticket-1' };
      expect(await grantCredits(deps(), OPERATOR, input)).toEqual({
        amount: 50,
        available: 50,
        replayed: false,
      });
      expect(await grantCredits(deps(), OPERATOR, input)).toEqual({
        amount: 50,
        available: 50,
        replayed: true,
      });
      await expect(grantCredits(deps(), OPERATOR, { ...input, amount: 51 })).rejects.toMatchObject({
        reason: 'IDEMPOTENCY_MISMATCH',
      });
      const rows = await db.reader.all(
        `SELECT type, amount FROM credit_transactions WHERE user_id = $userId`,
        { userId },
      );
      expect(rows).toEqual([{ type: 'REWARD', amount: 50 }]);
      const actions = await db.reader.all(
        `SELECT operator, action, reason, created_at FROM operator_actions WHERE user_id = $userId`,
        { userId },
      );
      expect(actions).toEqual([{ ...OPERATOR, action: 'credits.grant', created_at: clock.nowMs() }]);
    });

    it('gives once when the same grant is asked for twice at the same time', async () => {
      const userId = await addUser();
      const input = { userId, amount: 5, expiresAt: null, key: 'ticket-2' };
      const granted = await Promise.all([1, 2].map(() => grantCredits(deps(), OPERATOR, input)));
      expect(granted.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
      expect(await getAvailableCredits(database().db.reader, clockNow(), userId)).toBe(5);
    });

    it.each([
      ['a user there is not', { userId: randomUUID() }, 'NOT_FOUND'],
      ['somebody whose id is none', { userId: 'nobody' }, 'NOT_FOUND'],
      ['nothing', { amount: 0 }, 'VALIDATION_FAILED'],
      ['a part of a credit', { amount: 1.5 }, 'VALIDATION_FAILED'],
      ['more than a slip of the finger may cost', { amount: 1_000_001 }, 'VALIDATION_FAILED'],
      ['credits that have expired', { expiresAt: new Date(0) }, 'VALIDATION_FAILED'],
    ])('refuses to grant %s and writes nothing', async (_, wrong, reason) => {
      const { db } = database();
      const userId = await addUser();
      const input = { userId, amount: 5, expiresAt: null, key: randomUUID(), ...wrong };
      await expect(grantCredits(deps(), OPERATOR, input)).rejects.toMatchObject({ reason });
      expect(
        await db.reader.all(`SELECT 1 FROM credit_transactions WHERE CAST(user_id AS TEXT) = $userId`, {
          userId: input.userId,
        }),
      ).toEqual([]);
    });

    it('expires every lot whose time has passed, once, also when two servers do it', async () => {
      const { db } = database();
      const users = [await addUser(), ...Array.from({ length: 299 }, () => randomUUID())];
      const expiresAt = new Date(clock.nowMs() + DAY_MS);
      const grant = { kind: 'grant', type: 'REWARD', amount: 7, expiresAt, key: 'gift' } as const;
      const rest = { description: 'grant.operator', relatedType: null, relatedId: null } as const;
      await db.write((tx) =>
        postEntries(
          tx,
          tx.now,
          users.map((userId) => ({ ...grant, ...rest, userId })),
          readConfig({}),
        ),
      );
      await grantCredits(deps(), OPERATOR, { userId: users[0]!, amount: 2, expiresAt: null, key: 'kept' });
      expect(await expireLots(deps())).toBe(0);
      clock.set(expiresAt);
      expect(await getAvailableCredits(db.reader, clockNow(), users[0]!)).toBe(2);
      const other = db.dialect === 'postgres' ? await database().reopen() : db;
      const counts = await Promise.all([expireLots(deps()), expireLots(deps(other))]);
      expect(counts[0] + counts[1]).toBe(300);
      expect(await expireLots(deps())).toBe(0);
      const [sum] = await db.reader.all(
        `SELECT COUNT(*) AS count, SUM(amount) AS amount FROM credit_transactions WHERE type = 'EXPIRE'`,
      );
      expect(sum).toEqual({ count: 300, amount: -2_100 });
      const [account] = await db.reader.all(`SELECT balance FROM credit_accounts WHERE user_id = $userId`, {
        userId: users[0]!,
      });
      expect(account).toEqual({ balance: 2 });
    });

    const clockNow = () => new Date(clock.nowMs());
  },
  clock,
);
