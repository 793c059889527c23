import { describe, expect, it } from 'vitest';
import type { OrderView, PaymentView } from '../../../shared/contracts/orders.ts';
import { readPaymentPhase } from './read-payment-phase.ts';

const EXPIRES_AT = Date.UTC(2026, 10, 22, 12, 30);
const BEFORE = EXPIRES_AT - 1;

function order(paymentStatus: OrderView['paymentStatus'], qrContent: string | null = null): OrderView {
  const expiresAt = new Date(EXPIRES_AT);
  const payment: PaymentView = { mode: 'simulated', qrContent, retryable: qrContent === null, expiresAt };
  return { paymentStatus, expiresAt, payment: paymentStatus === 'PENDING' ? payment : null } as OrderView;
}

describe('readPaymentPhase', () => {
  it('has something to scan only while there is a code and time', () => {
    expect(readPaymentPhase(order('PENDING', 'code'), BEFORE)).toBe('scan');
    expect(readPaymentPhase(order('PENDING'), BEFORE)).toBe('no-code');
    expect(readPaymentPhase(order('PENDING', 'code'), EXPIRES_AT)).toBe('time-up');
  });

  it('calls a closed order expired or cancelled only when that is certain', () => {
    expect(readPaymentPhase(order('CLOSED'), BEFORE)).toBe('cancelled');
    expect(readPaymentPhase(order('CLOSED'), EXPIRES_AT)).toBe('closed');
    expect(readPaymentPhase(order('CLOSED'), EXPIRES_AT, true)).toBe('expired');
  });

  it.each([
    ['PAID', 'paid'],
    ['REFUNDING', 'refunding'],
    ['REFUNDED', 'refunded'],
  ] as const)('shows %s whatever the clock says', (status, phase) => {
    expect([
      readPaymentPhase(order(status), BEFORE),
      readPaymentPhase(order(status), EXPIRES_AT, true),
    ]).toEqual([phase, phase]);
  });
});
