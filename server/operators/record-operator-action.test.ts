import { expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { recordOperatorAction } from './record-operator-action.ts';

forEachDialect('operator actions', (database) => {
  const operator = { operator: 'li', reason: 'the provider was down' };
  const userId = '0190a0b1-0000-7000-8000-000000000001';

  it('record who, when, why and what, in the transaction of the act', async () => {
    const { db } = database();
    const at = await db.write(async (tx) => {
      await recordOperatorAction(tx, operator, { action: 'credits.grant', userId, details: { amount: 50 } });
      return tx.now;
    });
    await expect(
      db.write(async (tx) => {
        await recordOperatorAction(tx, operator, { action: 'credits.grant', userId });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    const rows = await db.reader.all(
      `SELECT operator, action, reason, user_id, order_no, details, created_at FROM operator_actions`,
    );
    expect(rows).toEqual([
      {
        operator: 'li',
        action: 'credits.grant',
        reason: 'the provider was down',
        user_id: userId,
        order_no: null,
        details: '{"amount":50}',
        created_at: at.getTime(),
      },
    ]);
  });

  it('are never changed or removed', async () => {
    const { db } = database();
    await db.write((tx) => recordOperatorAction(tx, operator, { action: 'orders.note', orderNo: 'R1' }));
    await expect(db.write((tx) => tx.run(`DELETE FROM operator_actions`))).rejects.toThrow('append-only');
    await expect(db.write((tx) => tx.run(`UPDATE operator_actions SET reason = ''`))).rejects.toThrow(
      'append-only',
    );
  });
});
