import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../platform/config.ts';
import { createTestClock } from '../../testing/test-clock.ts';
import { createPaymentGateways } from '../create-payment-gateways.ts';
import { createSimulator } from './create-simulator.ts';

describe('the simulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'studio-simulator-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  // Half past midnight in Shanghai, still the day before in UTC.
  const clock = createTestClock(new Date('2028-02-28T16:30:00Z'));
  const open = () => createSimulator({ folder, businessTimeZone: 'Asia/Shanghai', clock });
  const { signal } = new AbortController();
  let count = 0;
  const trade = async (amountFen = 990) => {
    count += 1;
    const outTradeNo = `M20280229AAAAAAAAAAAAAA${String(count).padStart(2, '0')}01`;
    const input = {
      outTradeNo,
      paymentMethod: 'alipay',
      amountFen,
      subject: 'x',
      expiresAt: new Date(),
    } as const;
    return { outTradeNo, input, created: await open().create(input, signal) };
  };

  it('opens a trade once, and remembers it over a restart', async () => {
    const { outTradeNo, input, created } = await trade();
    expect(created).toEqual({ qrContent: `creatorstudio-pay://simulated/${outTradeNo}` });
    expect(await open().create({ ...input, amountFen: 1 }, signal)).toEqual(created);
    expect(await open().query(outTradeNo, signal)).toEqual({ state: 'UNPAID' });
    await open().pay(outTradeNo, new Date(clock.nowMs()));
    expect(await open().query(outTradeNo, signal)).toMatchObject({
      state: 'PAID',
      notice: { amountFen: 990 },
    });
  });

  it('knows nothing of trades nobody opened, whatever they are called', async () => {
    for (const outTradeNo of ['M1', '', '../trade', 'a\u0000b', 'x'.repeat(5_000)]) {
      expect(await open().query(outTradeNo, signal)).toEqual({ state: 'UNKNOWN' });
      expect(await open().close(outTradeNo, signal)).toBe('UNKNOWN');
      expect(await open().pay(outTradeNo, new Date())).toBeNull();
    }
  });

  it('ends a trade once, paid or closed, whoever comes first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { outTradeNo } = await trade();
      const paidAt = new Date(clock.nowMs());
      const [closed, paid] = await Promise.all([
        open().close(outTradeNo, signal),
        open().pay(outTradeNo, paidAt),
      ]);
      expect(closed).toBe(paid === null ? 'CLOSED' : 'PAID');
      const { state } = await open().query(outTradeNo, signal);
      expect(state).toBe(closed);
      expect((await open().pay(outTradeNo, new Date(0))) === null).toBe(closed === 'CLOSED');
    }
  });

  it('refunds what was paid, once per number and never more', async () => {
    const { outTradeNo } = await trade();
    const refund = { outTradeNo, outRefundNo: `${outTradeNo}F1`, amountFen: 600, totalFen: 990, reason: 'x' };
    expect(await open().refund(refund, signal)).toBe('FAILED');
    await open().pay(outTradeNo, new Date(clock.nowMs()));
    expect(await open().queryRefund(refund, signal)).toBe('UNKNOWN');
    for (let i = 0; i < 2; i += 1) expect(await open().refund(refund, signal)).toBe('SUCCEEDED');
    expect(await open().queryRefund(refund, signal)).toBe('SUCCEEDED');
    const another = { ...refund, outRefundNo: `${outTradeNo}F2`, amountFen: 400 };
    expect(await open().refund(another, signal)).toBe('FAILED');
    expect(await open().refund({ ...another, amountFen: 390 }, signal)).toBe('SUCCEEDED');
  });

  it('bills payments and refunds on their business day, the leap day too', async () => {
    const { outTradeNo } = await trade();
    await open().pay(outTradeNo, new Date(clock.nowMs()));
    const outRefundNo = `${outTradeNo}F1`;
    await open().refund({ outTradeNo, outRefundNo, amountFen: 90, totalFen: 990, reason: 'x' }, signal);
    const bill = await open().fetchBill('2028-02-29', signal);
    const providerTradeNo = `SIM${outTradeNo}`;
    expect(bill?.filter((row) => row.outTradeNo === outTradeNo)).toEqual([
      { kind: 'PAYMENT', outTradeNo, providerTradeNo, outRefundNo: null, amountFen: 990 },
      { kind: 'REFUND', outTradeNo, providerTradeNo, outRefundNo, amountFen: 90 },
    ]);
    expect(await open().fetchBill('2028-02-28', signal)).toEqual([]);
  });

  it('is the only gateway so far: other modes stop the start with a sentence', () => {
    expect(() => createPaymentGateways(readConfig({ PAYMENT_MODE: 'live' }))).toThrow(ConfigError);
    expect(() => createPaymentGateways(readConfig({ PAYMENT_MODE: 'emulated' }))).toThrow(
      /PAYMENT_MODE=emulated/,
    );
  });
});
