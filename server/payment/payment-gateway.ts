import type { PaymentMethod, PaymentMode } from '../../shared/contracts/orders.ts';
import type { Simulator } from './simulator/simulator.ts';

/** Who moves the money. */
export type PaymentProvider = 'simulator' | 'alipay' | 'wechat';

/**
 * What a gateway says has happened, whichever way it was said: by a notice, in answer to a query, or in a bill.
 * `PAID`: the buyer's money is there. `REFUND`: a refund has changed; ask `queryRefund` about `outRefundNo`.
 * `CLOSED`: the trade has ended without money, or after all of it went back. Only `PAID` may ever grant anything.
 */
export interface PaymentNotice {
  readonly kind: 'PAID' | 'REFUND' | 'CLOSED';
  readonly provider: PaymentProvider;
  /** Whom the money went to, spelled like {@link PaymentGateway.merchant}. */
  readonly merchant: string;
  readonly outTradeNo: string;
  readonly providerTradeNo: string;
  /** What the order was charged, before any discount of the gateway's own; for `REFUND` what goes back. */
  readonly amountFen: number;
  /** When the gateway says it happened. */
  readonly paidAt: Date;
  /** Our number of the refund; null unless the notice is about one. */
  readonly outRefundNo: string | null;
}

/** A trade to be opened at the gateway. */
export interface CreateTradeInput {
  readonly outTradeNo: string;
  readonly paymentMethod: PaymentMethod;
  readonly amountFen: number;
  /** What the buyer reads while paying. */
  readonly subject: string;
  /** When the gateway is to stop taking money for it. */
  readonly expiresAt: Date;
}

/** An opened trade: what to show as a QR code. */
export interface CreatedTrade {
  readonly qrContent: string;
}

/**
 * What a gateway knows of a trade. `UNKNOWN`: it has none of that number, which for Alipay also means that nobody
 * has scanned the code yet.
 */
export type TradeAnswer =
  | { readonly state: 'PAID'; readonly notice: PaymentNotice }
  | { readonly state: 'UNPAID' | 'CLOSED' | 'UNKNOWN' };

/** What came of closing a trade: `PAID` means the buyer was faster and nothing was closed. */
export type CloseAnswer = 'CLOSED' | 'PAID' | 'UNKNOWN';

/** Money to be given back. */
export interface RefundInput {
  readonly outTradeNo: string;
  readonly outRefundNo: string;
  readonly amountFen: number;
  /** What was paid in all. */
  readonly totalFen: number;
  readonly reason: string;
}

/** `PENDING`: accepted, or not known yet; ask again. `UNKNOWN`: the gateway has no refund of that number. */
export type RefundState = 'SUCCEEDED' | 'PENDING' | 'FAILED' | 'UNKNOWN';

/** A message from outside that claims to be a gateway's. */
export interface RawNotice {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they came; signatures are over these. */
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

/** `notice` null: genuine, and of no interest to us. `problem` is for the log. */
export type NoticeVerdict =
  | { readonly genuine: true; readonly notice: PaymentNotice | null }
  | { readonly genuine: false; readonly problem: string };

/** What a gateway wants to hear in answer to a notice. */
export interface NoticeReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One line of a gateway's daily bill; for a refund `outRefundNo` is set. Amounts are positive. */
export interface BillRow {
  readonly kind: 'PAYMENT' | 'REFUND';
  readonly outTradeNo: string;
  readonly providerTradeNo: string;
  readonly outRefundNo: string | null;
  readonly amountFen: number;
}

/**
 * A gateway behind its wire format. Every call but `replyToNotice` may take long or throw, and is therefore never made
 * inside a transaction; `signal` ends the wait. A throw says nothing about what the gateway has done.
 */
export interface PaymentGateway {
  readonly provider: PaymentProvider;
  /** Our identity at this gateway, as its notices name it. */
  readonly merchant: string;
  /** Repeating it with the same input answers with the same trade. */
  create(input: CreateTradeInput, signal: AbortSignal): Promise<CreatedTrade>;
  query(outTradeNo: string, signal: AbortSignal): Promise<TradeAnswer>;
  close(outTradeNo: string, signal: AbortSignal): Promise<CloseAnswer>;
  /** Repeating it with the same `outRefundNo` refunds once. */
  refund(input: RefundInput, signal: AbortSignal): Promise<RefundState>;
  queryRefund(
    refund: Pick<RefundInput, 'outTradeNo' | 'outRefundNo'>,
    signal: AbortSignal,
  ): Promise<RefundState>;
  /** Never throws for what the message contains. */
  verifyNotice(raw: RawNotice): Promise<NoticeVerdict>;
  /** The words for a notice that has been taken in, or refused. */
  replyToNotice(accepted: boolean): NoticeReply;
  /** What moved on one business day (`yyyy-mm-dd`); null while the gateway has no bill for it yet. */
  fetchBill(businessDate: string, signal: AbortSignal): Promise<BillRow[] | null>;
}

/** The gateways of one server. */
export interface PaymentGateways {
  readonly mode: PaymentMode;
  /** Methods a buyer can choose now, in the order they are offered. */
  readonly methods: readonly PaymentMethod[];
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  /** Where "simulate payment" pays; null unless payments are simulated. */
  readonly simulator: Simulator | null;
  /** Null when the method is not offered. */
  forMethod(method: PaymentMethod): PaymentGateway | null;
  /** Null when this server does not speak to that provider (any more). */
  forProvider(provider: PaymentProvider): PaymentGateway | null;
}
