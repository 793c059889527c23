import { describe, expect, it } from 'vitest';
import { describeEnd, describePayment, type Reader } from './describe-news.ts';
import { describeCredits } from './texts.ts';

const HOSTED: Reader = { locale: 'en', isPractice: false };
const LOCAL: Reader = { locale: 'zh-CN', isPractice: true };
const AT = new Date('2026-01-02T03:04:05Z');

describe('credits', () => {
  it('are called practice credits where they are worth no money', () => {
    expect(describeCredits(620, 'zh-CN', false)).toContain('620 积分');
    expect(describeCredits(620, 'zh-CN', true)).toContain('620 练习积分');
    expect(describeCredits(12_345, 'en', true)).toBe('12,345 practice credits');
  });
});

describe('the news of an order', () => {
  const order = {
    kind: 'recharge',
    orderNo: 'R1&x',
    paymentStatus: 'PAID',
    paidAt: AT,
    totalAmount: 100,
  } as const;

  it('says what has arrived and leads to the order', () => {
    expect(describePayment(order, HOSTED)).toEqual({
      key: 'order R1&x',
      title: 'Payment received',
      body: '100 credits are in your balance.',
      address: '/orders?order=R1%26x',
      happenedAt: AT,
    });
    expect(describePayment(order, LOCAL)?.body).toBe('100 练习积分已到账。');
  });

  it('is none until it is paid, nor after the money went back', () => {
    for (const paymentStatus of ['PENDING', 'CLOSED', 'REFUNDING', 'REFUNDED'] as const)
      expect(describePayment({ ...order, paymentStatus }, HOSTED)).toBeNull();
    expect(describePayment({ ...order, paidAt: null }, HOSTED)).toBeNull();
  });
});

describe('the news of a work', () => {
  const work = {
    id: 'g1',
    kind: 'IMAGE',
    status: 'SUCCEEDED',
    outputs: [{ index: 0 }, { index: 1 }],
    receipt: { refunded: 0 },
    finishedAt: AT,
  } as const;
  const describeWork = (change: object = {}) =>
    describeEnd({ ...work, outputs: [...work.outputs], ...change }, HOSTED);

  it('says how many there are and leads to the work', () => {
    expect(describeWork()).toMatchObject({
      title: 'Your work is done',
      body: '2 pictures are ready.',
      address: '/gallery?id=g1',
    });
    expect(describeWork({ kind: 'TEXT' })?.body).toBe('The text is ready.');
  });

  it('says of a failure what came back', () => {
    expect(describeWork({ status: 'FAILED', receipt: { refunded: 10 } })?.body).toBe('10 credits came back.');
    expect(describeWork({ status: 'FAILED' })?.body).toBe('Nothing was taken for it.');
  });

  it('is none while it goes on, and for one its owner has cancelled', () => {
    for (const status of ['QUEUED', 'RUNNING', 'CANCELLED']) expect(describeWork({ status })).toBeNull();
    expect(describeWork({ finishedAt: null })).toBeNull();
  });
});
